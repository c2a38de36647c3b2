import { day, type Instant } from '../time/instant.ts';
import { withGaveWay } from './gave-way.ts';
import { journeyOf } from './identity.ts';
import { closedBy } from './terminate.ts';
import { changed, originOf, type User } from './user.ts';
import type { Intent, Visit } from './visit.ts';

/** One visit of one of two users who become one. */
interface Candidate {
  readonly course: string;
  readonly visit: Visit;
  /** Under whose id its workflow runs. */
  readonly origin: string;
  /** Whether it is a visit of the user that both become. */
  readonly isOwn: boolean;
}

/** Nobody asks for the end of a visit that is over for so long. */
const settledAfter = day;

/**
 * The target with the visits of both. Of two open ones on a course, or of one exclusive group, the older stays, and the
 * other has ended as `merged`. What is left to do is for the visits that stay, and for those workflows that have to end.
 */
export function joinVisits(target: User, source: User, at: Instant): User {
  const all = [...candidatesOf(target, target), ...candidatesOf(source, target)].sort(byAge);
  const open = all
    .filter(isOpen)
    .reduce<readonly Candidate[]>(
      (stay, each) => (stay.some((other) => collides(other, each)) ? stay : [...stay, each]),
      [],
    );
  const over = all.filter((each) => !open.includes(each));
  const ended = over.map((each) => (isOpen(each) ? endedBy(each, { target, source, at }) : each));
  const stay = newestOf([...open, ...ended]);
  const visits = Object.fromEntries([...stay].map(([course, each]) => [course, visitOf(each, { target, stay: all })]));
  const todo = [...leftOf(target, open, true), ...leftOf(source, open, false), ...over.filter(isOpen).map(endOf(at))];
  const joined = changed(target, { visits, todo, gaveWay: { ...source.gaveWay, ...target.gaveWay } });
  return ended
    .filter((each) => stay.get(each.course) !== each && at - (each.visit.endedAt ?? 0) < settledAfter)
    .reduce((user, { course, visit, origin }) => withGaveWay(user, course, { ...visit, origin }), joined);
}

function candidatesOf(user: User, target: User): readonly Candidate[] {
  return Object.entries(user.visits).map(([course, visit]) => {
    return { course, visit, origin: originOf(user, visit), isOwn: user.id === target.id };
  });
}

function isOpen({ visit }: Candidate): boolean {
  return visit.status !== 'closed';
}

/** The same order whoever joins whom when: by entry, then the known user's. */
function byAge(one: Candidate, other: Candidate): number {
  const [a, b] = [one.visit.entry, other.visit.entry];
  return a.receivedAt - b.receivedAt || a.at - b.at || Number(other.isOwn) - Number(one.isOwn);
}

function collides(one: Candidate, other: Candidate): boolean {
  const { exclusive } = one.visit;
  return one.course === other.course || (exclusive !== null && exclusive === other.visit.exclusive);
}

interface Joining {
  readonly target: User;
  readonly source: User;
  readonly at: Instant;
}

function endedBy(candidate: Candidate, { target, source, at }: Joining): Candidate {
  const { course, visit } = candidate;
  const words = `${source.id} is ${target.id}, whose older enrolment than that in ${journeyOf(course)} goes on`;
  return { ...candidate, visit: closedBy(visit, { at, outcome: 'merged', words }) };
}

/** By course: what is open, or else what has ended last. */
function newestOf(candidates: readonly Candidate[]): ReadonlyMap<string, Candidate> {
  const newest = new Map<string, Candidate>();
  for (const each of candidates) {
    const before = newest.get(each.course);
    if (before === undefined || isLater(each, before)) newest.set(each.course, each);
  }
  return newest;
}

function isLater(one: Candidate, other: Candidate): boolean {
  if (isOpen(other)) return false;
  return (one.visit.endedAt ?? 0) > (other.visit.endedAt ?? 0);
}

interface Staying {
  readonly target: User;
  readonly stay: readonly Candidate[];
}

/** The visit as the target has it: with whose id its workflow runs under, and the number that its own have come to. */
function visitOf({ course, visit, origin, isOwn }: Candidate, { target, stay }: Staying): Visit {
  if (isOwn) return visit;
  const own = stay.find((each) => each.isOwn && each.course === course)?.visit;
  const upTo = own === undefined ? 0 : Math.max(own.upTo ?? 0, own.origin === undefined ? own.visit : 0);
  return { ...without(visit, 'upTo'), ...(origin !== target.id && { origin }), ...(upTo > 0 && { upTo }) };
}

function without(visit: Visit, key: 'upTo'): Visit {
  return Object.fromEntries(Object.entries(visit).filter(([each]) => each !== key)) as unknown as Visit;
}

/** What is left to do for the visits that stay; an event of a journey's own is to be stored whatever becomes of it. */
function leftOf({ todo }: User, open: readonly Candidate[], isOwn: boolean): readonly Intent[] {
  const courses = new Set(open.filter((each) => each.isOwn === isOwn).map(({ course }) => course));
  return todo.filter((intent) => intent.kind === 'event' || intent.kind === 'end' || courses.has(intent.course));
}

const endOf =
  (at: Instant) =>
  ({ course, visit, origin }: Candidate): Intent => ({
    kind: 'end',
    course,
    origin,
    visit: visit.visit,
    number: visit.number,
    at,
  });
