import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { decide } from '../../domain/enrolment/decide.ts';
import { nothingHeard } from '../../domain/journey/background.ts';
import { openLive } from '../../domain/pacing/live.ts';
import type { Policy } from '../../domain/pacing/policy.ts';
import { realClock } from '../../domain/time/clock.ts';
import { day } from '../../domain/time/instant.ts';
import { createIngest } from '../../ingest/index.ts';
import { setClock } from '../support/clock.ts';
import { identify, monday, track } from '../support/event.ts';
import { onEvent, programOf } from '../support/program.ts';
import { mailOf, releaseOf } from '../support/release.ts';
import { freshName } from '../support/stack.ts';
import { delay, send } from '../support/steps.ts';
import { openTestStore, type TestStore } from '../support/store.ts';
import { absentTemporal } from '../support/temporal.ts';
import type { Leading, Led } from './deliveries.fixture.ts';

/** Forty journeys, each of which sends one mail. */
export const journeys = Array.from({ length: 40 }, (_, index) => `j${index}`);

/** Every second mail is tagged so. */
export const isTip = (name: string): boolean => Number(name.slice(1)) % 2 === 0;

interface Somebody {
  readonly user: string;
  readonly release: string;
}

/** One user at the beginning of all the journeys, each of which is about to send its mail. */
export async function somebody(kept: TestStore, policy: Policy): Promise<Somebody> {
  const enrol = [onEvent('Signed Up')];
  const programs = journeys.map((journey) => programOf([send(journey, { next: 1 }), delay(900 * day)], { journey, enrol }));
  const templates = Object.fromEntries(journeys.map((name) => [name, { ...mailOf(name), tags: isTip(name) ? ['tips'] : [] }])); // prettier-ignore
  const release = releaseOf(programs, { templates, policy });
  await kept.store.releases.publish(release, monday);
  const user = freshName('bo');
  const ingest = createIngest({ store: kept.store, temporal: absentTemporal, clock: setClock(monday), onError: () => {} }); // prettier-ignore
  await ingest.take(identify(user, { email: `${user}@acme.test`, timezone: 'Asia/Kolkata' }, { at: monday }));
  await ingest.take(track(user, 'Signed Up', { at: monday }));
  await ingest.close();
  const entered = await kept.store.users.read(user);
  const moment = { clock: realClock, now: monday, real: monday };
  const deciding = programs.reduce((before, program) => {
    const question = { course: program.journey, visit: 1, number: 0, state: null };
    const answer = decide(before, question, { release, program, heard: nothingHeard, ...openLive, moment });
    return answer.kind === 'taken' ? answer.user : before;
  }, entered);
  await kept.store.users.write(deciding, Date.now());
  return { user, release: release.id };
} // prettier-ignore

/** Processes that lead journeys of somebody's, on a store of their own. */
export interface Leaders {
  readonly kept: TestStore;
  /** Starts one, which leads these. */
  start(somebody: Somebody, led: readonly string[]): Promise<ChildProcess>;
  /** They all lead all of theirs, from one instant on. */
  lead(children: readonly ChildProcess[], leading: Leading): Promise<readonly Led[]>;
  close(): Promise<void>;
}

export async function openLeaders(): Promise<Leaders> {
  const kept = await openTestStore();
  const { uri, database } = kept.stack.mongo;
  const started: ChildProcess[] = [];
  return {
    kept,
    async start({ user, release }, led) {
      const program = fileURLToPath(new URL('deliveries.fixture.ts', import.meta.url));
      const child = fork(program, [user, release, led.join(',')], {
        env: { ...process.env, MONGODB_URI: uri, MONGODB_DATABASE: database },
        execArgv: ['--import', 'tsx'],
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
      started.push(child);
      await once(child, 'message');
      return child;
    },
    async lead(children, leading) {
      const told = children.map((child) => once(child, 'message'));
      for (const child of children) child.send(leading);
      return (await Promise.all(told)).map(([led]) => led as Led);
    },
    async close() {
      for (const child of started) child.kill();
      await kept.close();
    },
  };
}
