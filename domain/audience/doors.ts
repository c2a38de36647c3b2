import type { Condition } from '../condition/condition.ts';
import { conditionWords } from '../condition/words.ts';
import type { EnrolRule, EventRule, Program } from '../journey/program.ts';
import type { RuleList } from './rules.ts';

/** The ways into a journey, those of one event, or of one segment, together: any of them lets somebody in. */
export function doorsOf({ journey, enrol }: Program): readonly RuleList[] {
  const ways = [...new Set(enrol.map(wayOf))];
  return ways.map((way) => ({
    title: `${journey} · enrol ${way}`,
    match: 'any',
    rules: enrol.flatMap((door, index) => {
      if (wayOf(door) !== way) return [];
      const place = { kind: 'enrol', journey, index } as const;
      const name = `${index + 1} ${door.when === null ? 'everybody' : conditionWords(door.when)}`;
      return [{ name, place, when: door.when, besides: besides(door), takes: true, shows: null, minimum: null }];
    }),
  }));
}

function wayOf(door: EnrolRule): string {
  return door.kind === 'event' ? `on ${door.on}` : `by segment ${door.segment}`;
}

/** What has to hold for a door besides its `when`. */
function besides(door: EnrolRule): Condition | null {
  return door.kind === 'event' ? onlyFirst(door) : door.condition;
}

/** The user's first such event is the one that has made their number one. */
function onlyFirst({ on, first }: EventRule): Condition | null {
  if (!first) return null;
  const once = { kind: 'compare', comparison: 'eq', operand: { kind: 'value', value: 1 } } as const;
  return { kind: 'did', event: on, times: [once], within: null };
}
