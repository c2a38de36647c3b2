import { factsOf, type User } from '../../domain/enrolment/user.ts';
import { addressOf } from '../../domain/pacing/address.ts';
import { refusedBy } from '../../domain/pacing/consent.ts';
import type { Release } from '../../domain/release/release.ts';
import type { Channel, Template } from '../../domain/template/template.ts';

/** Whether nudges of a channel may reach a user at all, whatever the hour. */
export interface Reach {
  readonly channel: Channel;
  readonly reached: 'yes' | 'partly' | 'no';
  /** What keeps some or all of them back; empty where nothing does. */
  readonly because: readonly string[];
}

/** By every channel of a release that a user may close, or have no address for; transactional nudges aside. */
export function reachOf(user: User, { content }: Release): readonly Reach[] {
  const templates = Object.values(content.templates).filter(({ transactional }) => !transactional);
  const { modes } = content.policy.consent;
  return (['email', 'in-app', 'webhook'] as const)
    .filter((channel) => channel === 'email' || modes[channel] !== 'always')
    .map((channel) => templates.filter((template) => template.channel === channel))
    .flatMap((sent) => (sent[0] === undefined ? [] : [reachBy(sent[0], sent, { user, content })]));
}

interface Reaching {
  readonly user: User;
  readonly content: Release['content'];
}

function reachBy(one: Template, sent: readonly Template[], { user, content: { policy } }: Reaching): Reach {
  const { channel } = one;
  const facts = factsOf(user);
  const address = addressOf({ nudge: { template: one }, suppressed: user.suppressed, facts });
  if (address.kind === 'none') return { channel, reached: 'no', because: [address.because] };
  const categories = [...new Set(sent.map(({ category }) => category))].sort();
  const because = categories.flatMap((category) => refusedBy({ policy, facts, entry: { channel, category } }) ?? []);
  if (because.length === 0) return { channel, reached: 'yes', because };
  return { channel, reached: because.length === categories.length ? 'no' : 'partly', because };
}
