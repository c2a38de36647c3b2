import { conditionWords } from '../condition/words.ts';
import { wayInto } from '../enrolment/enrol.ts';
import type { EnrolRule, Program } from '../journey/program.ts';
import type { Release } from '../release/release.ts';
import { make } from './made.ts';
import type { ScenarioResult } from './run.ts';

/** One way into a journey, and whether a scenario took it. */
export interface WayIn {
  /** `enrol Signed Up`; with a condition where another rule has the same event. */
  readonly name: string;
  readonly isTaken: (results: readonly ScenarioResult[]) => boolean;
}

/** Every enrol rule of a journey. */
export function waysIn(program: Program, release: Release): readonly WayIn[] {
  return program.enrol.map((rule) => {
    const alone = program.enrol.filter((other) => wayOf(other) === wayOf(rule)).length === 1;
    const entersBy = (result: ScenarioResult): boolean =>
      isEntered(result, rule) && (alone || entersAlone(release, program, { result, rule }));
    return {
      name: `enrol ${nameOf(rule)}${alone ? '' : ` (${ruleWords(rule)})`}`,
      isTaken: (results) => results.some(entersBy),
    };
  });
}

function nameOf(rule: EnrolRule): string {
  return rule.kind === 'event' ? rule.on : `segment ${rule.segment}`;
}

/** How the reasons of an entry by a rule begin. */
function wayOf(rule: EnrolRule): string {
  return rule.kind === 'event' ? rule.on : wayInto(rule.segment);
}

function ruleWords(rule: EnrolRule): string {
  const first = rule.kind === 'event' && rule.first ? ['first'] : [];
  return [...first, rule.when === null ? 'any' : conditionWords(rule.when)].join(', ');
}

function isEntered({ path }: ScenarioResult, rule: EnrolRule): boolean {
  return path.some(({ step, because }) => step === 'entered' && because[0] === wayOf(rule));
}

interface Trying {
  readonly result: ScenarioResult;
  readonly rule: EnrolRule;
}

/** The path tells the event or the segment alone, so of two rules for one each is tried without the other. */
function entersAlone(release: Release, program: Program, { result, rule }: Trying): boolean {
  const journeys = { ...release.content.journeys, [program.journey]: { ...program, enrol: [rule] } };
  const { path } = make({ ...release, content: { ...release.content, journeys } }, result.scenario);
  return path.length > 0;
}
