import type { Sending } from '../domain/enrolment/deliver.ts';
import type { User } from '../domain/enrolment/user.ts';
import { own } from '../domain/own.ts';
import { localeOf } from '../domain/profile/surroundings.ts';
import { templateData, type Said } from '../domain/template/data.ts';
import { renderTemplate } from '../domain/template/render.ts';
import type { Rendering } from '../domain/template/rendered.ts';
import type { Pinned } from './pinned.ts';

export interface Composing extends Said {
  readonly sending: Sending;
  readonly user: User;
  readonly pinned: Pinned;
}

/** Renders a nudge's template with the facts of now, in the user's locale or the nearest there is. */
export function compose({ sending, user, pinned, entryProperties, waits }: Composing): Rendering {
  const { settings, templates } = pinned.release.content;
  const template = own(templates, sending.entry.template);
  if (template === undefined) return { ok: false, because: `template ${sending.entry.template} is not in the release` };
  const language = { asked: localeOf(user.profile), fallback: settings.locale };
  const data = templateData({ profile: user.profile, settings, program: pinned.program, entryProperties, waits });
  return renderTemplate(template, language, data);
}
