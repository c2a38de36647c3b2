import type { Result, Sending } from '../domain/enrolment/deliver.ts';
import { factsOf, type User } from '../domain/enrolment/user.ts';
import type { Scalar } from '../domain/json.ts';
import { own } from '../domain/own.ts';
import type { Policy } from '../domain/pacing/policy.ts';
import { localeOf } from '../domain/profile/surroundings.ts';
import { slotsSaid, type Showed, type SlotsSaid } from '../domain/slot/words.ts';
import { templateData, type Said } from '../domain/template/data.ts';
import { featuresSaid } from '../domain/template/features-said.ts';
import { renderTemplate } from '../domain/template/render.ts';
import type { Rendered } from '../domain/template/rendered.ts';
import type { Template } from '../domain/template/template.ts';
import { serversIn, tracked } from '../domain/template/tracking.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { SealLink } from './dependencies.ts';
import { nudgeLinks, type NudgeLinks } from './nudge-links.ts';
import type { Pinned } from './pinned.ts';

export interface Composing extends Said {
  readonly sending: Sending;
  readonly user: User;
  readonly pinned: Pinned;
  /** The live one. */
  readonly policy: Policy;
  readonly links: SealLink | null;
  /** Real time. */
  readonly now: Instant;
}

/** A nudge ready for its provider, or what is to come of it instead. */
export type Composed =
  | { readonly ok: true; readonly value: Rendered; readonly showed: Showed }
  | { readonly ok: false; readonly result: Exclude<Result, { kind: 'sent' }> };

/** Renders a nudge's template with the facts of now, in the user's locale or the nearest there is, and with its links. */
export function compose(composing: Composing): Composed {
  const { sending, user, pinned, policy } = composing;
  const { content } = pinned.release;
  const { settings, templates } = content;
  const template = own(templates, sending.entry.template);
  if (template === undefined) return later(`template ${sending.entry.template} is not in the release`);
  const links = linksFor(template, composing);
  if (links === null && needsWayOut(template)) return withoutWayOut;
  const { entryProperties, waits } = composing;
  const { slots, ...showed } = saidIn(template, composing);
  const features = featuresSaid(template, content, { facts: factsOf(user), now: sending.at });
  const said = { entryProperties, waits, slots, features, ...(links !== null && { links: ownOf(links) }) };
  const data = templateData({ profile: user.profile, settings, program: pinned.program, ...said });
  const rendering = renderTemplate(template, { asked: localeOf(user.profile), fallback: settings.locale }, data);
  if (!rendering.ok) return later(rendering.because);
  const { value } = rendering;
  return {
    ok: true,
    showed,
    value:
      links === null
        ? value
        : marketed(value, {
            template,
            links,
            policy,
            named: [settings.baseUrl, ...Object.values(pinned.program.vars)],
          }),
  };
}

/** What the slots say that the template names, as of the instant as of which it goes out. */
function saidIn(template: Template, { sending, user, pinned, policy }: Composing): SlotsSaid {
  const past = { ledger: user.ledger, nudge: sending.entry.nudge };
  return slotsSaid(template, pinned.release, { facts: factsOf(user), holdout: policy.holdout, past, now: sending.at });
}

function later(because: string): Composed {
  return { ok: false, result: { kind: 'later', because, unsure: false } };
}

function linksFor(template: Template, { links, sending, user, entryProperties, now }: Composing): NudgeLinks | null {
  return links && nudgeLinks(links, { sending, profile: user.profile, template, entryProperties, now });
}

/** Whoever gets mails that they have not asked for can end them, whether the policy asks them first or not. */
function needsWayOut({ channel, transactional }: Template): boolean {
  return channel === 'email' && !transactional;
}

/** Trying again would find the same; the worker of a product does not start like this. */
const withoutWayOut: Composed = {
  ok: false,
  result: {
    kind: 'failed',
    because: 'no way to unsubscribe: USHER_LINK_SECRET and USHER_PUBLIC_URL are not set in the worker',
    refused: false,
  },
};

function ownOf({ unsubscribe, preferences, confirm }: NudgeLinks) {
  return { unsubscribe, preferences, confirm };
}

interface Marketing {
  readonly template: Template;
  readonly links: NudgeLinks;
  readonly policy: Policy;
  /** What authors have written beside the template, and links begin with. */
  readonly named: readonly Scalar[];
}

/** A mail that nobody asked for says how to end it, and is counted where the policy wants that. */
function marketed(rendered: Rendered, { template, links, policy: { tracking }, named }: Marketing): Rendered {
  if (rendered.channel !== 'email' || template.channel !== 'email' || template.transactional) return rendered;
  const words = own(template.locales, rendered.choice.locale)?.html ?? '';
  const { unsubscribe, preferences, confirm } = links;
  const counted = tracked(rendered, {
    click: tracking.clicks ? links.click : null,
    open: tracking.opens ? links.open() : null,
    except: [unsubscribe, preferences, confirm],
    servers: serversIn([words, ...named.map(String)]),
  });
  return { ...counted, oneClick: unsubscribe };
}
