import { z } from 'zod';
import { Duration, EventName, example, Words } from '../../authored/schema.ts';
import { Where } from '../../journey/steps/schema.ts';

const Changed = z.strictObject(
  { trait: z.string({ error: 'the name of a trait' }).describe('A declared trait, by its whole path.') },
  { error: example('a trait, such as { trait: plan }') },
);

/** One entry of `events:` in `profile.yaml`. */
export const NamedEvent = z.strictObject(
  {
    on: z
      .union([EventName, Changed], { error: 'the name of an event, or { trait: plan }' })
      .describe('The event that counts, as it is sent; or a trait, which counts whenever it was told to be another.'),
    where: Where.optional().describe('What the properties of that event have to be.'),
    after: EventName.optional().describe('An event before it, as it is sent or named here.'),
    within: Duration.optional().describe('Beside after: how long before it at the most, by timestamps, both included.'),
    description: Words.optional().describe('What it means, for readers.'),
  },
  { error: example('an event, such as { on: Import Finished }') },
);

/** Named events are read one by one. */
export const NamedEvents = z.record(z.string(), z.unknown());
