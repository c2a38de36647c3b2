import type { Condition } from '../condition/condition.ts';
import { conditionWords } from '../condition/words.ts';
import type { EnrolRule, Program } from '../journey/program.ts';
import type { RuleList } from './rules.ts';

/** The ways into a journey, those of one event together: any of them lets somebody in. */
export function doorsOf({ journey, enrol }: Program): readonly RuleList[] {
  const events = [...new Set(enrol.map(({ on }) => on))];
  return events.map((event) => ({
    title: `${journey} · enrol on ${event}`,
    match: 'any',
    rules: enrol.flatMap((door, index) => {
      if (door.on !== event) return [];
      const place = { kind: 'enrol', journey, index } as const;
      const name = `${index + 1} ${door.when === null ? 'everybody' : conditionWords(door.when)}`;
      return [{ name, place, when: door.when, besides: onlyFirst(door), takes: true, shows: null, minimum: null }];
    }),
  }));
}

/** The user's first such event is the one that has made their number one. */
function onlyFirst({ on, first }: EnrolRule): Condition | null {
  if (!first) return null;
  const once = { kind: 'compare', comparison: 'eq', operand: { kind: 'value', value: 1 } } as const;
  return { kind: 'did', event: on, times: [once], within: null };
}
