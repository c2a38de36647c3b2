import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import { createDecide } from '../../activities/decide.ts';
import { createDeliver } from '../../activities/deliver.ts';
import type { Instruction } from '../../domain/enrolment/instruction.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { openStore } from '../../store/index.ts';
import { setClock } from '../support/clock.ts';
import { links } from '../support/links.ts';
import { noWebhooks } from '../support/webhook.ts';

/** How journeys are led: at this instant of the user's, all at once, or one after the other so far apart (ms). */
export interface Leading {
  readonly now: Instant;
  readonly apart: number;
}

/** A mail that the provider was handed. */
export interface Sent {
  readonly at: Instant;
  /** The same in real time. */
  readonly real: Instant;
  readonly template: string;
}

/** What came of it. */
export interface Led {
  readonly accepted: readonly Sent[];
  /** When (real time) each journey was through. */
  readonly through: readonly Instant[];
}

/** A process that leads some journeys of one user, and tells what its provider was handed. */
const { MONGODB_URI: uri = '', MONGODB_DATABASE: database = '' } = process.env;
const [user = '', release = '', journeys = ''] = process.argv.slice(2);
const store = await openStore({ uri, database });
const clock = setClock(0);
const accepted: Sent[] = [];
const through: Instant[] = [];
const email = {
  send({ subject }: { readonly subject: string }) {
    accepted.push({ at: clock.at(0, user), real: Date.now(), template: subject.split(' ')[0] ?? '' });
    return Promise.resolve({ kind: 'sent', because: 'email accepted' } as const);
  },
  close: () => undefined,
};
const log = pino({ level: 'silent' });
const dependencies = { store, clock, email, webhook: noWebhooks, links, begin: () => undefined, log };
const decide = createDecide(dependencies);
const deliver = createDeliver(dependencies);
const known = new Map<string, Instruction>();

/** As Temporal does with an activity that fails. */
async function untilDone<Done>(act: () => Promise<Done>): Promise<Done> {
  for (;;) {
    try {
      return await act();
    } catch {
      // It is tried again.
    }
  }
}

async function lead(journey: string): Promise<void> {
  const before = known.get(journey);
  const now = clock.at(0, user);
  const enrolment = { journey, user, visit: 1, release };
  let number = 1;
  if (before !== undefined) {
    if (before.task.kind !== 'wait' || before.task.until > now) return;
    const { state } = before;
    ({ number } = await untilDone(() => decide({ enrolment, number: before.number, state, now })));
  }
  for (let told: Instruction | null = null; told === null;) {
    const delivery = await untilDone(() => deliver({ enrolment, number }, { attempt: 1, since: Date.now() }));
    if (delivery.kind === 'next') known.set(journey, (told = delivery.instruction));
    // Another process has it.
    else await pause(20);
  }
}

async function leadAll(apart: number): Promise<void> {
  const led = journeys.split(',').map(async (journey, index) => {
    if (apart > 0) await pause(index * apart);
    await lead(journey);
    through.push(Date.now());
  });
  await Promise.all(led);
}

process.on('message', ({ now, apart }: Leading) => {
  clock.shows(now);
  void leadAll(apart).then(() => {
    process.send?.({ accepted: accepted.splice(0), through: through.splice(0) } satisfies Led);
  });
});
process.once('disconnect', () => process.exit());
process.send?.('ready');
