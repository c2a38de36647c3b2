import { pino } from 'pino';
import { linkKeys } from '../../activities/link/keys.ts';
import type { ApiDependencies } from '../../api/dependencies.ts';
import { startServer, type ApiServer } from '../../api/server.ts';
import type { LinkClaims, LinkKind } from '../../domain/link/claims.ts';
import { seal } from '../../domain/link/seal.ts';
import { openPolicy, type Policy } from '../../domain/pacing/policy.ts';
import { realClock } from '../../domain/time/clock.ts';
import { day } from '../../domain/time/instant.ts';
import { createIngest, type Ingest } from '../../ingest/index.ts';
import type { StoredEvent } from '../../store/events.ts';
import { programOf } from './program.ts';
import { releaseOf } from './release.ts';
import { freshName } from './stack.ts';
import { openTestStore, type TestStore } from './store.ts';
import { absentTemporal } from './temporal.ts';

/** The API on a port of its own, on the real store, in real time. */
export interface TestApi {
  readonly kept: TestStore;
  readonly url: string;
  readonly ingest: Ingest;
  /** What it has logged so far. */
  log(): string;
  /** Publishes a release with this policy. */
  policy(policy: Partial<Policy>): Promise<void>;
  /** The path of a link of somebody's, good for a day unless it says otherwise. */
  path(kind: LinkKind, claims: Partial<LinkClaims> & { readonly user: string }): string;
  fetch(path: string, options?: RequestOptions): Promise<Response>;
  /** The API's own events of a user, oldest first. */
  events(user: string): Promise<readonly Told[]>;
  close(): Promise<void>;
}

export type RequestOptions = Omit<RequestInit, 'headers'> & { readonly headers?: Readonly<Record<string, string>> };

interface Told {
  readonly name: string | null;
  readonly properties: StoredEvent['event']['properties'];
}

export const secrets = ['a'.repeat(40), 'b'.repeat(40)];
export const providerSecret = Buffer.from('k'.repeat(32)).toString('base64');

export async function openApi(changes: Partial<ApiDependencies> = {}): Promise<TestApi> {
  const kept = await openTestStore();
  const ingest = createIngest({ store: kept.store, temporal: absentTemporal, clock: realClock, onError: () => {} });
  const lines: string[] = [];
  const log = pino({ level: 'info' }, { write: (line) => lines.push(line) });
  const links = linkKeys(secrets);
  const dependencies = { store: kept.store, ingest, clock: realClock, links, providerSecrets: [providerSecret], log };
  const server: ApiServer = await startServer('127.0.0.1:0', { ...dependencies, ...changes });
  return {
    kept,
    url: server.url,
    ingest,
    log: () => lines.join(''),
    policy: (policy) =>
      kept.store.releases.publish(releaseOf([programOf([])], { policy: { ...openPolicy, ...policy } }), Date.now()),
    path: (kind, claims) => `/${kind}/${sealed({ kind, ...claims })}`,
    // A connection that is kept may be closed by the other side just when it is used again.
    fetch: (path, options: RequestOptions = {}) =>
      fetch(`${server.url}${path}`, {
        redirect: 'manual',
        ...options,
        headers: { connection: 'close', ...options.headers },
      }),
    async events(user) {
      const stored = await kept.store.events.of(user);
      return stored.map(({ event: { name, properties } }) => ({ name, properties }));
    },
    async close() {
      await server.close();
      await ingest.close();
      await kept.close();
    },
  };
}

/** A token by the key that signs. */
export function sealed(claims: Partial<LinkClaims> & Pick<LinkClaims, 'kind' | 'user'>, keys = secrets): string {
  const nudge = `test/${claims.user}/1/welcome/0`;
  return seal(linkKeys(keys), { nudge, expires: Date.now() + day, ...claims });
}

/** Somebody whom nobody else's test knows; with what a path, an address and a form could stumble over. */
export function somebody(): string {
  return freshName('bö/&=+%2F "o"');
}

/** The very body that a mail provider posts for its reader. */
export const oneClick = { method: 'POST', body: 'List-Unsubscribe=One-Click', headers: { 'content-type': 'application/x-www-form-urlencoded' } } as const; // prettier-ignore
