import type { Json } from '../../../domain/json.ts';
import { minute, second, type Milliseconds } from '../../../domain/time/instant.ts';
import type { Random } from './random.ts';

/** Something that a user does, and when it is sent: later than it happened, and perhaps again. */
export interface Letter {
  readonly user: string;
  readonly messageId: string;
  /** Null for an `identify`. */
  readonly event: string | null;
  readonly traits: Readonly<Record<string, Json>>;
  /** When it happens, from the beginning of the storm. */
  readonly at: Milliseconds;
  /** When it is first sent, and when again although it was acknowledged. */
  readonly sendings: readonly Milliseconds[];
}

/** What all of them do, in the order in which it is first sent. */
export function crowd(people: number, span: Milliseconds, random: Random): readonly Letter[] {
  const letters = Array.from({ length: people }, (_, index) => person(`user-${index}`, span, random)).flat();
  return letters.sort((a, b) => (a.sendings[0] ?? 0) - (b.sendings[0] ?? 0));
}

function person(user: string, span: Milliseconds, random: Random): readonly Letter[] {
  const begins = random.between(0, span * 0.75);
  // Nobody may begin before it is known where their mails go.
  const known = letter({ event: null, at: begins - 5 * second, traits: addressOf(user), late: 0 }, `${user}-0`, random);
  const lives = beginnings(begins, span, random).flatMap((at) => happenings(at, random));
  return [known, ...lives.map((happening, index) => letter(happening, `${user}-${index + 1}`, random))];
}

/** Some come again: soon enough to find the door closed now and then. */
function beginnings(first: Milliseconds, span: Milliseconds, random: Random): readonly Milliseconds[] {
  const next = first + random.between(15 * second, 1.5 * minute);
  return next < span * 0.85 && random.chance(0.6) ? [first, ...beginnings(next, span, random)] : [first];
}

function addressOf(user: string): Letter['traits'] {
  return { email: `${user}@storm.test`, plan: 'free' };
}

interface Happening {
  readonly event: string | null;
  readonly at: Milliseconds;
  readonly traits: Letter['traits'];
  /** How late it is sent at most. */
  readonly late: Milliseconds;
}

function happenings(at: Milliseconds, random: Random): readonly Happening[] {
  const did = (event: string, probability: number, longest: Milliseconds): Happening[] =>
    random.chance(probability) ? [happening(event, at + random.between(0, longest))] : [];
  return [
    { ...happening('Trial Begun', at), late: 0 },
    ...did('Profile Completed', 0.6, 20 * second),
    ...did('Report Viewed', 0.4, 30 * second),
    ...did('Project Created', 0.2, 40 * second),
    ...did('Account Deleted', 0.1, 40 * second),
    ...Array.from({ length: random.whole(0, 6) }, () => happening('Page Viewed', at + random.between(0, 20 * second))),
    ...Array.from({ length: random.whole(0, 2) }, (): Happening => {
      const traits = { plan: random.pick(['free', 'team', 'enterprise']) };
      return { ...happening(null, at + random.between(0, 20 * second)), traits };
    }),
  ];
}

function happening(event: string | null, at: Milliseconds): Happening {
  return { event, at, traits: {}, late: 3 * second };
}

function letter({ late, ...happening }: Happening, messageId: string, random: Random): Letter {
  const first = happening.at + random.between(0, late);
  const again = random.chance(0.2) ? [first + random.between(0, 20 * second)] : [];
  const user = messageId.slice(0, messageId.lastIndexOf('-'));
  return { ...happening, user, messageId, sendings: [first, ...again] };
}
