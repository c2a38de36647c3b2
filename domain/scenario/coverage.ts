import type { Program } from '../journey/program.ts';
import type { Release } from '../release/release.ts';
import type { PlayedLine } from '../simulation/play.ts';
import type { ScenarioResult } from './run.ts';
import { waysIn } from './ways-in.ts';
import { waysAt, waysOut } from './ways.ts';

/** How much of a journey its scenarios have met. */
export interface Coverage {
  readonly journey: string;
  /** Of all steps and ways, rounded down: 100 only where nothing is missed. */
  readonly percent: number;
  readonly steps: Part;
  /** Enrol rules, timeouts, clauses, cases, arms, ends of rounds, steps passed over, leave rules and the goal. */
  readonly ways: Part;
}

export interface Part {
  readonly all: number;
  /** What no scenario has met, in the journey's order: `onboarding/invite`, `onboarding/wait-invite · timeout`. */
  readonly missed: readonly string[];
}

/** The coverage of every journey of a release by the scenarios that were played with it. */
export function coverageOf(release: Release, results: readonly ScenarioResult[]): readonly Coverage[] {
  return Object.values(release.content.journeys).map((program) => {
    const own = results.filter(({ scenario }) => scenario.journey === program.journey);
    return coverageOfOne(release, program, own);
  });
}

interface Point {
  readonly name: string;
  readonly met: boolean;
}

function coverageOfOne(release: Release, program: Program, results: readonly ScenarioResult[]): Coverage {
  const { journey } = program;
  const path = results.flatMap((result) => result.path);
  const steps = partOf(stepPoints(program, path));
  const entered = waysIn(program, release).map((way): Point => {
    return { name: `${journey} · ${way.name}`, met: way.isTaken(results) };
  });
  const left = waysOut(program).map((way): Point => ({ name: `${journey} · ${way.name}`, met: path.some(way.isTold) }));
  const ways = partOf([...entered, ...wayPoints(release, program, path), ...left]);
  const missed = steps.missed.length + ways.missed.length;
  const all = steps.all + ways.all;
  return { journey, percent: all === 0 ? 100 : Math.floor((100 * (all - missed)) / all), steps, ways };
}

/** A step that was only ever passed over was not met. */
function stepPoints({ journey, steps }: Program, path: readonly PlayedLine[]): readonly Point[] {
  const met = new Set(path.filter(({ what }) => what !== 'passed over').map(({ step }) => step));
  return steps.map(({ id }) => ({ name: `${journey}/${id}`, met: met.has(id) }));
}

function wayPoints({ content }: Release, program: Program, path: readonly PlayedLine[]): readonly Point[] {
  return program.steps.flatMap((step) => {
    const lines = path.filter((line) => line.step === step.id);
    return waysAt(step, content).map(({ name, isTold }): Point => {
      return { name: `${program.journey}/${step.id} · ${name}`, met: lines.some(isTold) };
    });
  });
}

function partOf(points: readonly Point[]): Part {
  return { all: points.length, missed: points.filter(({ met }) => !met).map(({ name }) => name) };
}
