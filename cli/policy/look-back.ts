import { horizon } from '../../domain/pacing/free.ts';
import type { Policy, Window } from '../../domain/pacing/policy.ts';
import type { Template } from '../../domain/template/template.ts';
import { day, type Milliseconds } from '../../domain/time/instant.ts';

/** A calendar month, wherever the user was meanwhile. */
const longestMonth: Milliseconds = 33 * day;
const longestDay: Milliseconds = 3 * day;

/** How far back what was sent can count for anything of a policy. */
export function lookBack({ caps, gap }: Policy, templates: readonly Pick<Template, 'repeatAfter'>[]): Milliseconds {
  const lengths = [...caps.map(({ per }) => lengthOf(per)), ...templates.map(({ repeatAfter }) => repeatAfter ?? 0)];
  return Math.max(gap ?? 0, ...lengths);
}

function lengthOf(per: Window): Milliseconds {
  switch (per.kind) {
    case 'calendar':
      return per.unit === 'month' ? longestMonth : longestDay;
    case 'rolling':
      return per.length;
    case 'enrolment':
      return horizon;
  }
}
