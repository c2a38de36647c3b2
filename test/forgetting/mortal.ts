import type { Client } from '@temporalio/client';
import type { Db } from 'mongodb';
import type { TemporalClient } from '../../ingest/connect.ts';
import type { ForgetDependencies } from '../../ingest/forget-dependencies.ts';
import { createAuditStore } from '../../store/audit.ts';
import { createForgottenStore } from '../../store/forgotten.ts';
import { createKeyedHash } from '../../store/keyed-hash.ts';
import { createPersonalStore } from '../../store/personal.ts';
import { createRefreshStore } from '../../store/refreshes.ts';
import { createReleaseStore } from '../../store/releases.ts';
import { createUserStore } from '../../store/users.ts';
import { testForgetSecrets } from '../support/store.ts';

/** A process that dies right after a write of its own: nothing it does after that comes to anything. */
export interface Mortal {
  readonly parts: Pick<ForgetDependencies, 'store' | 'temporal'>;
  /** Its writes so far: `users.replaceOne`, `temporal.deleteWorkflowExecution`. */
  readonly written: readonly string[];
}

/** Whether a process is dead after these writes. */
export type Death = (written: readonly string[]) => boolean;

const writes = new Set(['insertOne', 'updateOne', 'updateMany', 'replaceOne', 'deleteOne', 'deleteMany']);

export function mortal({ db, temporal }: { readonly db: Db; readonly temporal: TemporalClient }, death: Death): Mortal {
  const written: string[] = [];
  const alive = (): void => {
    if (death(written)) throw new Error('killed');
  };
  /** Each of its calls fails after the death; those that write are noted. */
  const watched = <Thing extends object>(thing: Thing, about: string, noted: ReadonlySet<string>): Thing =>
    new Proxy(thing, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        return (...given: unknown[]): unknown => {
          alive();
          const answer: unknown = Reflect.apply(value, target, given);
          if (typeof name !== 'string' || !noted.has(name)) return answer;
          return (answer as Promise<unknown>).then((written_) => {
            written.push(`${about}.${name}`);
            alive();
            return written_;
          });
        };
      },
    });
  const mortalDb = new Proxy(db, {
    get: (target, name) =>
      name === 'collection'
        ? (collection: string) => watched(target.collection(collection), collection, writes)
        : (Reflect.get(target, name, target) as unknown),
  });
  const forgotten = createForgottenStore(mortalDb, createKeyedHash(testForgetSecrets));
  const users = createUserStore(mortalDb, { releases: createReleaseStore(mortalDb), forgotten });
  const store = {
    users,
    forgotten,
    personal: createPersonalStore(mortalDb),
    refreshes: createRefreshStore(mortalDb),
    audit: createAuditStore(mortalDb),
  };
  return { written, parts: { store, temporal: { ...temporal, client: mortalClient(temporal.client, watched) } } };
}

type Watch = <Thing extends object>(thing: Thing, about: string, noted: ReadonlySet<string>) => Thing;

function mortalClient(client: Client, watched: Watch): Client {
  const { workflowService } = client;
  const service = watched(workflowService, 'temporal', new Set(['deleteWorkflowExecution']));
  return Object.create(client, {
    workflowService: { value: service },
  }) as Client;
}
