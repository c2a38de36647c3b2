import type { Program } from '../../domain/journey/program.ts';
import { type Cursor, isMapping } from '../read/cursor.ts';

/** Refuses journeys that start each other in a circle: nothing would keep it from going round for ever. */
export function refuseStartCycles(programs: readonly Program[], open: (journey: string) => Cursor): void {
  const starts = new Map(programs.map((program) => [program.journey, startedBy(program)]));
  const told = new Set<string>();
  for (const journey of starts.keys()) {
    const circle = told.has(journey) ? null : wayBack(journey, starts);
    if (circle === null) continue;
    circle.forEach((each) => told.add(each));
    const [, next = journey] = circle;
    const place = startOf(open(journey).at('steps'), next);
    place?.refuse(
      'START_CYCLE',
      `these journeys start each other: ${circle.join(' → ')}; a journey begins anew by its own again`,
    );
  }
}

function startedBy({ steps }: Program): readonly string[] {
  return steps.flatMap((step) => (step.kind === 'start' ? [step.journey] : []));
}

/** The shortest way from a journey back to itself, both ends included; null where there is none. */
function wayBack(journey: string, starts: ReadonlyMap<string, readonly string[]>): readonly string[] | null {
  const seen = new Set<string>();
  let ways: readonly (readonly string[])[] = [[journey]];
  while (ways.length > 0) {
    const longer = ways.flatMap((way) => (starts.get(way.at(-1) ?? '') ?? []).map((next) => [...way, next]));
    const back = longer.find((way) => way.at(-1) === journey);
    if (back !== undefined) return back;
    ways = longer.filter((way) => {
      const last = way.at(-1) ?? '';
      return !seen.has(last) && seen.add(last);
    });
  }
  return null;
}

/** Where below these steps the journey is started. */
function startOf(cursor: Cursor, journey: string): Cursor | undefined {
  if (isMapping(cursor.value) && cursor.value.start === journey) return cursor.at('start');
  const below = [...cursor.items(), ...cursor.entries().map(([, entry]) => entry)];
  return below.map((each) => startOf(each, journey)).find((found) => found !== undefined);
}
