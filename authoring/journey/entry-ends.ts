import type { Program } from '../../domain/journey/program.ts';
import type { Cursor } from '../read/cursor.ts';

type Ways = Pick<Program, 'enrol' | 'leave' | 'goal'>;

/**
 * Says which ways in end the enrolment at once: the goal and the leave rules look at the entry event, too. Refused where
 * nobody would be left to go on; false then.
 */
export function checkEntries(journey: Cursor, { enrol, leave, goal }: Ways): boolean {
  const rules = journey.at('enrol').items();
  const ending = rules.flatMap((rule) => {
    const on = rule.at('on').value === undefined ? rule.at('segment') : rule.at('on');
    const why = rule.at('on').value === undefined ? whyInside(on.value, leave) : whyAtOnce(on.value, { leave, goal });
    return why === null ? [] : [{ on, why }];
  });
  const all = ending.length === rules.length && enrol.length === rules.length;
  for (const { on, why } of ending) {
    const message = `found "${String(on.value)}", ${why}; expected a way in that does not end the journey`;
    if (all) on.refuse('ENTRY_ENDS', message);
    else on.warn('ENTRY_ENDS', message);
  }
  return ending.length === 0 || !all;
}

function whyAtOnce(event: unknown, { leave, goal }: Omit<Ways, 'enrol'>): string | null {
  if (goal !== null && goal.event === event)
    return 'which reaches the goal: whoever enters by it has converted at once';
  const out = leave.some((rule) => rule.kind === 'event' && rule.on === event);
  return out ? 'which is a way out, too: whoever enters by it has left at once' : null;
}

function whyInside(segment: unknown, leave: Ways['leave']): string | null {
  const out = leave.some((rule) => rule.kind === 'condition' && rule.words === segment);
  return out ? 'which is a way out, too: whoever comes into it has left at once' : null;
}
