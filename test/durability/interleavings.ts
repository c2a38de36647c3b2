import { ofEvents } from './interleavings/events.ts';
import { ofJourneys } from './interleavings/journeys.ts';
import { ofSegments } from './interleavings/segments.ts';
import type { Proofs } from './interleavings/proof.ts';

/** The interleavings of docs/durability.md, by their ids, and the tests that fail on the simple version told there. */
export const interleavings: Proofs = { ...ofEvents, ...ofJourneys, ...ofSegments };
