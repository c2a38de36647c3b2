import type { Happening } from './happening.ts';
import { beginning, ending, minute } from './time.ts';

/** The events of one person are received at least this far apart, which is 3.5 ms at the demonstration's speed. */
const apart = minute;

function inside(happening: Happening): boolean {
  return happening.sentAt >= beginning && happening.sentAt < ending;
}

/** One person's events in the order in which they reach us, never two within a minute. */
export interface Timeline {
  readonly happenings: readonly Happening[];
  /** Adds one if there is room for it. */
  readonly offer: (happening: Happening) => boolean;
}

/** What a story tells, moved apart where it is too dense; what reaches us outside the two weeks is lost. */
export function timelineOf(story: readonly Happening[]): Timeline {
  const happenings: Happening[] = [];
  let free = -Infinity;
  for (const told of story.toSorted((a, b) => a.sentAt - b.sentAt)) {
    const moved = { ...told, sentAt: Math.max(told.sentAt, free) };
    free = moved.sentAt + apart;
    if (inside(moved)) happenings.push(moved);
  }
  return {
    happenings,
    offer: (happening) => {
      const near = happenings.some((other) => Math.abs(other.sentAt - happening.sentAt) < apart);
      if (near || !inside(happening)) return false;
      happenings.push(happening);
      return true;
    },
  };
}
