import { createHash } from 'node:crypto';
import type { Sending } from '../domain/enrolment/deliver.ts';
import type { User } from '../domain/enrolment/user.ts';
import { localeOf } from '../domain/profile/surroundings.ts';
import { templateData, type Said } from '../domain/template/data.ts';
import type { LocaleChoice } from '../domain/template/locale.ts';
import { renderTemplate } from '../domain/template/render.ts';
import type { Mail } from './email/provider.ts';
import type { Pinned } from './pinned.ts';

/** A mail as rendered for one user. */
export interface Composed {
  readonly kind: 'composed';
  readonly mail: Mail;
  readonly choice: LocaleChoice;
}

/** A template that can't be rendered for this user. */
export interface Broken {
  readonly kind: 'broken';
  readonly because: string;
}

export interface Composing extends Said {
  readonly sending: Sending;
  readonly user: User;
  readonly pinned: Pinned;
}

/** Renders a nudge's template with the facts of now, in the user's locale or the nearest there is. */
export function compose(composing: Composing): Composed | Broken {
  const { sending, user, pinned, entryProperties, waits } = composing;
  const { settings, templates } = pinned.release.content;
  const template = templates[sending.entry.template];
  if (template === undefined)
    return { kind: 'broken', because: `template ${sending.entry.template} is not in the release` };
  const language = { asked: localeOf(user.profile), fallback: settings.locale };
  const data = templateData({ profile: user.profile, settings, program: pinned.program, entryProperties, waits });
  const rendering = renderTemplate(template, language, data);
  if (!rendering.ok) return { kind: 'broken', because: rendering.because };
  const { choice, ...words } = rendering.value;
  const messageId = messageIdOf(sending.entry.nudge, settings.sender.address);
  return { kind: 'composed', choice, mail: { from: settings.sender, to: sending.to, messageId, ...words } };
}

/** The nudge's key at the sender's domain; hashed, since user ids may hold `@` and spaces. */
function messageIdOf(nudge: string, sender: string): string {
  return `<${createHash('sha256').update(nudge).digest('hex')}@${sender.slice(sender.lastIndexOf('@') + 1)}>`;
}
