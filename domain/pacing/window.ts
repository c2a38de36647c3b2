import { earliestFrom, passedForGood, startOf, startOfNext } from '../time/calendar.ts';
import type { Instant } from '../time/instant.ts';
import type { Window } from './policy.ts';
import type { Clocks } from './setting.ts';
import type { Reach, Use } from './taken.ts';

/** How far back a window reaches that ends now; an enrolment's reaches back to its beginning. */
export function reachOf(per: Window, { now, zone, stretch }: Clocks): Reach {
  switch (per.kind) {
    case 'calendar':
      return { by: 'mark', after: startOf(per.unit, earliestFrom(now, stretch, zone)) - 1 };
    case 'rolling':
      return { by: 'at', after: now - per.length };
    case 'enrolment':
      return { by: 'at', after: -Infinity };
  }
}

/** The first instant at which a use counts no more in a window; Infinity in one without an end. */
export function releasedAt(per: Window, { at, mark }: Pick<Use, 'at' | 'mark'>, zone: string): Instant {
  switch (per.kind) {
    case 'calendar':
      return passedForGood(startOfNext(per.unit, mark), zone);
    case 'rolling':
      return at + per.length;
    case 'enrolment':
      return Infinity;
  }
}
