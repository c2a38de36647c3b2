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
    const why = whyAtOnce(rule.at('on').value, { leave, goal });
    return why === null ? [] : [{ on: rule.at('on'), why }];
  });
  const all = ending.length === rules.length && enrol.length === rules.length;
  for (const { on, why } of ending) {
    const message = `found "${String(on.value)}", ${why}; expected an event that does not end the journey`;
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
