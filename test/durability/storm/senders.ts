import { setTimeout as pause } from 'node:timers/promises';
import { second, type Instant } from '../../../domain/time/instant.ts';
import { iso } from '../../support/event.ts';
import type { Crew } from './crew.ts';
import type { Letter } from './crowd.ts';

/** A letter, and when it was acknowledged for the first time. */
export interface Acknowledged {
  readonly letter: Letter;
  readonly at: Instant;
}

export interface Senders {
  /** Resolves when everything was sent and acknowledged. */
  readonly done: Promise<unknown>;
  readonly acknowledged: ReadonlyMap<string, Acknowledged>;
  /** How often something was posted. */
  posted(): number;
  /** Answers that no retry can change. */
  readonly refusals: readonly string[];
}

/** An answer that takes longer is not waited for: it is sent again. */
const patience = 15 * second;

/** Sends every letter when it is due, until somebody has acknowledged it. */
export function startSending(letters: readonly Letter[], begun: Instant, crew: Crew): Senders {
  const acknowledged = new Map<string, Acknowledged>();
  const refusals: string[] = [];
  let posted = 0;

  async function send(letter: Letter, due: number): Promise<void> {
    // A timer may be a moment early, and an event that is ahead of its receipt counts as of then.
    await pause(Math.max(0, begun + due - Date.now()) + 5);
    // Nobody enters who was not made known: what is sent out of order comes after that.
    if (letter.event === 'Trial Begun') await made(`${letter.user}-0`);
    for (;;) {
      const answer = await post(messageOf(letter, begun));
      if (answer === 'acknowledged') break;
      await pause(200);
    }
    if (!acknowledged.has(letter.messageId)) acknowledged.set(letter.messageId, { letter, at: Date.now() });
  }

  async function made(known: string): Promise<void> {
    while (!acknowledged.has(known)) await pause(100);
  }

  async function post(message: unknown): Promise<'acknowledged' | 'again'> {
    const mortal = crew.ingest();
    if (mortal === null) return 'again';
    posted += 1;
    const answer = await Promise.race([mortal.post(message), pause(patience, 'late' as const, { ref: false })]);
    if (answer === 'late' || answer === 'gone') return 'again';
    if (!answer.acknowledged && answer.because?.includes('EVENT_') === true) refusals.push(answer.because ?? '');
    return answer.acknowledged ? 'acknowledged' : 'again';
  }

  const done = Promise.all(letters.flatMap((letter) => letter.sendings.map((due) => send(letter, due))));
  return { done, acknowledged, posted: () => posted, refusals };
}

function messageOf({ user, event, traits, messageId, at }: Letter, begun: Instant): object {
  const who = { messageId, userId: user, timestamp: iso(Math.round(begun + at)) };
  return event === null ? { type: 'identify', ...who, traits } : { type: 'track', ...who, event };
}
