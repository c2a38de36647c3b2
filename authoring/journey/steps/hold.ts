import type { z } from 'zod';
import type { Hold as Held } from '../../../domain/journey/program.ts';
import type { Hold } from '../../../domain/journey/steps/schema.ts';

/** How long a step's nudge is held; null: it does not say. */
export function holdOf(hold: z.output<typeof Hold> | undefined): Held | null {
  return hold === undefined ? null : { atMost: hold.at_most, else: hold.else ?? 'skip' };
}
