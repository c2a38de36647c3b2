import type { Result } from '../../domain/enrolment/deliver.ts';
import { day, second, type Milliseconds } from '../../domain/time/instant.ts';
import { realClock } from '../../domain/time/clock.ts';
import { createForget, type Forget } from '../../ingest/forget.ts';
import type { ForgetDependencies } from '../../ingest/forget-dependencies.ts';
import type { Passed } from '../../ingest/forget-pass.ts';
import { done, programOf } from '../support/program.ts';
import { freshName } from '../support/stack.ts';
import { delay, send, waitFor } from '../support/steps.ts';
import { openWorking, type Working } from '../support/working.ts';
import { identify, track } from '../support/event.ts';
import { whereNamed } from './named.ts';

const wait = { atMost: 9 * day, done: 2, timeout: 2, next: 2 };
const program = programOf([
  send('welcome', { next: 1 }),
  waitFor(done('Profile Completed'), 'Profile Completed', { id: 'wait-profile', ...wait }),
  send('thanks', { next: 3 }),
  delay(day),
]);

/** A worker on the real servers, and people in its journey who are going to be forgotten. */
export interface House {
  readonly working: Working;
  /** Somebody with an address and a name, who waits for the profile. */
  waiting(): Promise<string>;
  /** Mails to these wait until they are let go. */
  hold(user: string): { readonly came: Promise<void>; readonly letGo: () => void };
  forget(parts?: Partial<ForgetDependencies>): Forget;
  /** Goes on until nothing is left. */
  finish(user: string, forget?: Forget): Promise<void>;
  /** Where the user's id, address or name is found. */
  named(user: string): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Long enough for a delivery that is let go meanwhile. */
const quiet: Milliseconds = 2 * second;

export const asked = { by: 'kim', reason: 'ticket 4711' };

export function surnameOf(user: string): string {
  return `Mc${user.replace('-', '')}`;
}

export async function openHouse(): Promise<House> {
  const gates = new Map<string, { readonly came: () => void; readonly open: Promise<void> }>();
  const working = await openWorking([program], {}, {
    held: (held) => ({
      ...held,
      email: {
        ...held.email,
        async send(mail): Promise<Result> {
          const gate = gates.get(mail.to);
          gate?.came();
          await gate?.open;
          return held.email.send(mail);
        },
      },
    }),
  }); // prettier-ignore
  const { kept, temporal } = working;
  const forget: House['forget'] = (parts = {}) =>
    createForget({ store: kept.store, temporal, clock: realClock, now: () => Date.now(), quiet, ...parts });
  return {
    working,
    forget,
    async waiting() {
      const user = freshName('bo');
      const traits = { email: `${user}@acme.test`, firstName: 'Bo', lastName: surnameOf(user) };
      await working.ingest.take(identify(user, traits, { at: Date.now() }));
      await working.ingest.take(track(user, 'Signed Up', { at: Date.now(), properties: { said: surnameOf(user) } }));
      await working.visit(user, ({ decision }) => decision?.effect.kind === 'wait');
      return user;
    },
    hold(user) {
      let came = (): void => undefined;
      let letGo = (): void => undefined;
      const coming = new Promise<void>((resolve) => (came = resolve));
      const open = new Promise<void>((resolve) => (letGo = resolve));
      gates.set(`${user}@acme.test`, { came, open });
      return { came: coming, letGo };
    },
    async finish(user, forgetting = forget()) {
      for (;;) {
        const pending = await kept.store.forgotten.pendingOf(user);
        if (pending === null) return;
        await sleepUntil(await forgetting.pass(pending));
      }
    },
    named: (user) => whereNamed({ db: kept.db, temporal }, [user, surnameOf(user)]),
    close: () => working.close(),
  };
}

async function sleepUntil(passed: Passed): Promise<void> {
  if (passed.kind === 'waiting') await new Promise((resolve) => setTimeout(resolve, passed.until - Date.now()));
}
