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

/** A process that leads some journeys of one user, all at once, and tells what its provider was handed. */
const { MONGODB_URI: uri = '', MONGODB_DATABASE: database = '' } = process.env;
const [user = '', release = '', journeys = ''] = process.argv.slice(2);
const store = await openStore({ uri, database });
const clock = setClock(0);
const accepted: { at: Instant; template: string }[] = [];
const email = {
  send({ subject }: { readonly subject: string }) {
    accepted.push({ at: clock.at(0, user), template: subject.split(' ')[0] ?? '' });
    return Promise.resolve({ kind: 'sent', because: 'email accepted' } as const);
  },
  close: () => undefined,
};
const log = pino({ level: 'silent' });
const dependencies = { store, clock, email, webhook: noWebhooks, links, begin: () => undefined, log };
const decide = createDecide(dependencies);
const deliver = createDeliver(dependencies);
const known = new Map<string, Instruction>();
let lost = 0;

/** As Temporal does with an activity that fails. */
async function untilDone<Done>(act: () => Promise<Done>): Promise<Done> {
  for (;;) {
    try {
      return await act();
    } catch {
      lost++;
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

process.on('message', (now: Instant) => {
  clock.shows(now);
  void Promise.all(journeys.split(',').map(lead)).then(() => {
    process.send?.({ accepted: accepted.splice(0), lost, held: [...known.values()].filter(({ status }) => status === 'held').length }); // prettier-ignore
  });
});
process.once('disconnect', () => process.exit());
process.send?.('ready');
