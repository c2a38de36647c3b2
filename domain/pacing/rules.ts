import { oncePer } from '../once.ts';
import type { Channel } from '../template/template.ts';
import { readHours, type ReadHours } from './hours.ts';
import type { Cap, Policy } from './policy.ts';

/** What of a policy can concern a nudge of one channel. */
export interface Rules {
  readonly caps: readonly Cap[];
  readonly quiet: readonly ReadHours[];
  readonly allowed: readonly ReadHours[];
}

/** A policy's rules by channel; sorted out once, since every nudge of every user asks. */
export const rulesOf = oncePer((policy: Policy): Readonly<Record<Channel, Rules>> => {
  return { email: ofChannel(policy, 'email'), 'in-app': ofChannel(policy, 'in-app'), webhook: ofChannel(policy, 'webhook') }; // prettier-ignore
});

function ofChannel({ caps, quiet, allowed }: Policy, channel: Channel): Rules {
  return {
    caps: caps.filter(({ of }) => of.channel === undefined || of.channel === channel).map(ofOneShape),
    quiet: quiet.filter((each) => speaksOf(each, channel)).map((hours) => readHours(hours, 'quiet')),
    allowed: allowed.filter((each) => speaksOf(each, channel)).map((hours) => readHours(hours, 'allowed')),
  };
}

/** Every entry of a ledger is held against every cap's scope: objects of one shape are read several times faster. */
function ofOneShape(cap: Cap): Cap {
  const { channel, tag, category, journey } = cap.of;
  return { ...cap, of: { channel, tag, category, journey } };
}

function speaksOf({ channels }: { readonly channels: readonly Channel[] }, channel: Channel): boolean {
  return channels.length === 0 || channels.includes(channel);
}
