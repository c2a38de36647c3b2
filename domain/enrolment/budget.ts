import type { Json } from '../json.ts';
import { eventKey } from '../profile/derived.ts';
import { utf8Bytes } from '../text.ts';
import type { User } from './user.ts';

const kilobyte = 1024;

/**
 * A document is read and written whole with every event of its user. MongoDB would take 16 MB; far below that, its
 * users' every event would be slow.
 */
export const most = {
  /** Leaves room under the limit for what a decision adds, which is never refused. */
  document: 256 * kilobyte,
  traits: 32 * kilobyte,
  /** All 400 entries with names of the usual length, a hundred and more of the longest there are. */
  ledger: 144 * kilobyte,
  eventNames: 200,
  /** A device or a browser more once a week, for years. */
  aliases: 500,
  /** Of folded events: gone within minutes, a few megabytes until then. */
  ids: 10_000,
};

/** The parts of a user that can grow and stay, largest first when they are told. */
const parts = ['profile', 'visits', 'ledger', 'todo', 'refused', 'aliases', 'gaveWay'] as const;

/** Whether a user's events come faster than their ids can be forgotten. That passes, so none of them is refused. */
export function isBurst({ applied }: User): boolean {
  return applied.length >= most.ids;
}

/**
 * Why an event's user would be too large, in words that name the largest part; null when there is room. What was there
 * before stays allowed: only what grows is refused.
 */
export function budgetProblem(before: User, after: User): string | null {
  return (
    traitsProblem(before, after) ??
    namesProblem(before, after) ??
    aliasesProblem(before, after) ??
    documentProblem(before, after)
  );
}

function traitsProblem(before: User, after: User): string | null {
  if (after.profile.traits === before.profile.traits) return null;
  const bytes = bytesOf(after.profile.traits);
  if (bytes <= most.traits || bytes <= bytesOf(before.profile.traits)) return null;
  const [largest, size] = largestOf(after.profile.traits);
  return `${bytes} bytes of traits, the largest is ${largest} with ${size}; at most ${most.traits} are kept`;
}

function namesProblem(before: User, after: User): string | null {
  if (Object.keys(after.profile.events).length <= most.eventNames) return null;
  const names = namesOf(after);
  if (names <= most.eventNames || names === namesOf(before)) return null;
  return `${names} different event names; at most ${most.eventNames} are kept for one user`;
}

function aliasesProblem(before: User, { aliases }: User): string | null {
  if (aliases.length <= most.aliases || aliases.length === before.aliases.length) return null;
  return `${aliases.length} former ids; at most ${most.aliases} are kept for one user`;
}

/** Those of the workspace's own come with others, and are few. */
function namesOf({ profile }: User): number {
  return Object.keys(profile.events).filter((name) => !Object.hasOwn(profile.derived, eventKey(name))).length;
}

function documentProblem(before: User, after: User): string | null {
  // Nothing in a user of few names and events comes near the limit: measuring costs as much as writing.
  if (isSmall(after)) return null;
  const sizes = partsOf(after);
  const bytes = bytesOf(sizes);
  if (bytes <= most.document || bytes <= bytesOf(partsOf(before))) return null;
  const [largest, size] = largestOf(sizes);
  return `a document of ${bytes} bytes, the largest part is ${largest} with ${size}; at most ${most.document} are kept`;
}

function partsOf(user: User): Readonly<Record<string, Json>> {
  return Object.fromEntries(parts.map((part) => [part, user[part] as unknown as Json]));
}

/** What is derived can take as much room as so many other entries: a preference at its worst 17 KB. */
const derivedWeight = 7;

/** A lower bound that costs nothing: 20 timestamps an event name, a few hundred bytes a visit or an id. */
function isSmall({ profile, visits, ledger, todo, aliases, gaveWay }: User): boolean {
  const ends = Object.keys(gaveWay).length;
  const entries = Object.keys(visits).length + ends + ledger.length + todo.length + aliases.length;
  const derived = Object.keys(profile.derived).length * derivedWeight;
  return Object.keys(profile.events).length + entries + derived < 100;
}

function largestOf(parts: Readonly<Record<string, Json>>): readonly [string, number] {
  const sizes = Object.entries(parts).map(([name, value]): [string, number] => [name, bytesOf(value)]);
  return sizes.reduce((largest, each) => (each[1] > largest[1] ? each : largest), ['', 0]);
}

function bytesOf(value: Json): number {
  return utf8Bytes(JSON.stringify(value));
}
