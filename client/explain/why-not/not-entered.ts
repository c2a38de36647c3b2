import { reasonsOf } from '../../../domain/condition/explain.ts';
import { holds } from '../../../domain/condition/holds.ts';
import { timesWords } from '../../../domain/condition/value-words.ts';
import { journeyOf } from '../../../domain/enrolment/identity.ts';
import { factsOf, type User } from '../../../domain/enrolment/user.ts';
import { holdoutOf } from '../../../domain/experiment/holdout.ts';
import type { EnrolRule, Program } from '../../../domain/journey/program.ts';
import { own } from '../../../domain/own.ts';
import type { Release } from '../../../domain/release/release.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import type { Enrolment } from './enrolments.ts';
import { sendingIn, type Way } from './ways.ts';

interface Outside {
  readonly user: User;
  readonly current: Release;
  readonly enrolments: readonly Enrolment[];
  readonly now: Instant;
}

/** The journeys that send a template and that the user is not in, each with why. */
export function notEntered(template: string, outside: Outside): readonly Way[] {
  const { content } = outside.current;
  return Object.values(content.journeys)
    .filter(({ journey }) => sendingIn(journey, template, content).length > 0)
    .flatMap((program) => closed(program, outside) ?? []);
}

/** Null where the user is in the journey, or was, and has not been refused since. */
function closed(program: Program, outside: Outside): Way | null {
  const { user, enrolments } = outside;
  const { journey } = program;
  const known = enrolments.filter((each) => each.journey === journey);
  if (known.some(({ open }) => open !== null)) return null;
  const last = Math.max(-Infinity, ...known.flatMap(({ lines }) => lines.map(({ at }) => at)));
  const refusal = user.refused.findLast((each) => each.journey === journey && each.at > last);
  const none = { journey, key: null, visit: null, step: null, came: 'not entered', until: null } as const;
  if (refusal !== undefined) return { ...none, at: refusal.at, because: refusal.because };
  if (known.length > 0) return null;
  const heldOut = Object.entries(user.heldOut).find(([course]) => journeyOf(course) === journey)?.[1];
  const words = heldOut === undefined ? null : holdoutOf(journey, program.holdout, user.id)?.words;
  if (heldOut !== undefined) return { ...none, at: heldOut.at, because: [words ?? 'held out'] };
  return { ...none, at: null, because: doorsOf(program, outside) };
}

/** What would let the user in, and how far that is from being so. */
function doorsOf({ enrol, journey }: Program, outside: Outside): readonly string[] {
  const { journeys } = outside.current.content;
  const starts = Object.values(journeys).flatMap(
    (other) =>
    other.steps.filter((step) => step.kind === 'start' && step.journey === journey).map(({ id }) => `or started by ${other.journey} at ${id}`), // prettier-ignore
  );
  return [...enrol.flatMap((rule) => doorWords(rule, outside)), ...starts];
}

function doorWords(rule: EnrolRule, { user, now }: Outside): readonly string[] {
  const facts = factsOf(user);
  const besides = rule.when === null ? [] : reasonsOf(rule.when, facts, now);
  if (rule.kind === 'segment') {
    const isIn = holds(rule.condition, facts, now);
    const place = isIn ? 'is in, and has not come into since' : 'is not in';
    return [`entered by coming into segment ${rule.segment}, which the user ${place}`, ...reasonsOf(rule.condition, facts, now), ...besides]; // prettier-ignore
  }
  const count = own(user.profile.events, rule.on)?.count ?? 0;
  const times = count === 0 ? 'has not come' : `has come ${timesWords(count)}, and was refused or came before`;
  return [`entered on ${rule.on}, which ${times}`, ...besides];
}
