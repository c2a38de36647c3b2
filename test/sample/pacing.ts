import { dateAndTime } from './local-time.ts';
import { day, hour, type Template } from './script.ts';
import type { User } from './user.ts';

/** journeys/policy.yaml, by hand. */
const gap = 2 * hour;
const week = { most: 5, length: 7 * day };
const quiet = { from: '21:00', to: '08:00' };
/** The most important first. */
const ranks = ['trial', 'onboarding', 'team', 'offer'] as const;

/** What others have to know of a nudge. */
interface Paced {
  readonly channel: Template['channel'];
  /** The lower goes first. */
  readonly rank: number;
}

/** What has gone out to a user. */
interface Sent extends Paced {
  readonly at: number;
  /** The date where the user was then. */
  readonly date: string;
}

/** A nudge that is held. */
interface Claim extends Paced {
  readonly at: number;
}

/** All that went out to one user and all that waits, whatever journey it is of. */
export interface Mailbox {
  /** False: everything goes out at once, as without a policy. */
  readonly paced: boolean;
  readonly sent: Sent[];
  /** By whose it is: a visit has one at most. */
  readonly claims: Map<object, Claim>;
}

/** What holds a nudge back. */
export type Reason = 'caps' | 'gap' | 'quiet';

/** A nudge goes out, never does, or does not before an instant. */
export type Verdict =
  | { readonly kind: 'go' | 'skip' }
  | { readonly kind: 'hold'; readonly until: number; readonly because: Reason; readonly claim: Claim };

interface Asking {
  readonly user: User;
  readonly mailbox: Mailbox;
  readonly template: Template;
  readonly now: number;
}

function paced({ channel, tag }: Template): Paced {
  return { channel, rank: ranks.indexOf(tag) };
}

/** What takes room: what went out and, as if it went out now, what is due and more important. */
function inTheWay({ user, mailbox, template, now }: Asking): readonly Sent[] {
  const { rank } = paced(template);
  const { date } = dateAndTime(user.zone(), now);
  const due = [...mailbox.claims.values()].filter(({ at }) => at <= now && at >= now - hour);
  return [...mailbox.sent, ...due.filter((claim) => claim.rank < rank).map((claim) => ({ ...claim, at: now, date }))];
}

/** What objects to a nudge at an instant, the weightiest first. */
function objection(asking: Asking, others: readonly Sent[], at: number): Reason | null {
  const { user, template } = asking;
  const mail = template.channel === 'email';
  const { date, time } = dateAndTime(user.zone(), at);
  // Whoever has travelled gets no second mail on a day: the later of both dates is the mail's.
  const sameDay = others.some(
    (one) => one.channel === 'email' && (one.date >= date || dateAndTime(user.zone(), one.at).date >= date),
  );
  if (mail && sameDay) return 'caps';
  if (others.filter((one) => one.at > at - week.length).length >= week.most) return 'caps';
  if (others.some((one) => one.at > at - gap)) return 'gap';
  return mail && (time >= quiet.from || time < quiet.to) ? 'quiet' : null;
}

/** Tries one instant after the other: every quarter of an hour, and whenever something is exactly so long ago. */
function firstFree(asking: Asking, others: readonly Sent[]): number {
  const { now } = asking;
  const quarter = hour / 4;
  const start = Math.ceil(now / quarter) * quarter;
  const quarters = Array.from({ length: (9 * day) / quarter }, (_, step) => start + step * quarter);
  const ago = others.flatMap(({ at }) => [at + gap, at + week.length]);
  const instants = [...quarters, ...ago].filter((at) => at > now).toSorted((a, b) => a - b);
  const free = instants.find((at) => objection(asking, others, at) === null);
  if (free === undefined)
    throw new Error(`${asking.user.id}: no room for ${asking.template.template} within nine days`);
  return free;
}

/** Whether a nudge may go out now. Only a mail needs an address, and that nobody has said no to it. */
export function admit(asking: Asking): Verdict {
  const { user, mailbox, template, now } = asking;
  const unwanted = user.trait('email') === undefined || user.did('Unsubscribed').length > 0;
  if (template.channel === 'email' && unwanted) return { kind: 'skip' };
  const others = inTheWay(asking);
  const because = mailbox.paced ? objection(asking, others, now) : null;
  if (because === null) return { kind: 'go' };
  const until = firstFree(asking, others);
  return { kind: 'hold', until, because, claim: { ...paced(template), at: until } };
}

/** A nudge has gone out. */
export function noteSent({ user, mailbox, template, now }: Asking): void {
  mailbox.sent.push({ ...paced(template), at: now, date: dateAndTime(user.zone(), now).date });
}
