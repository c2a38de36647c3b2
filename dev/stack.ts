import { join, resolve } from 'node:path';
import type { Addresses } from './addresses.ts';
import { watchForDeaths } from './deaths.ts';
import { claimFolder, writeAddresses } from './folder.ts';
import type { Inbox } from './inbox/inbox.ts';
import { startInbox } from './inbox/start.ts';
import { createSearch } from './install/search.ts';
import { anyPorts, type Given, type Ports, type StackOptions } from './options.ts';
import { guard } from './process/guard.ts';
import type { Lock } from './process/lock.ts';
import { openLedger } from './process/ledger.ts';
import type { Report } from './progress.ts';
import type { Ground } from './server/ground.ts';
import { startMongo, type Mongo } from './server/mongo.ts';
import { startTemporal, type Temporal } from './server/temporal.ts';

/** The servers, running. */
export interface Stack extends Addresses {
  /** The inbox in this process; null when mails go to a given server. */
  readonly inbox: Inbox | null;
  /** Stops what was started here, in order; what was given stays. Calling it again waits for the same end. */
  stop(): Promise<void>;
}

/** Everything that a start may use and a stop must undo. */
interface Site {
  readonly options: StackOptions;
  readonly ports: Ports;
  readonly given: Given;
  readonly report: Report;
  readonly ground: Ground;
  readonly inboxes: Inbox[];
}

function prepareSite(options: StackOptions, folder: string): Site {
  const { given = {}, ports, onProgress: report = () => undefined } = options;
  const ground = {
    folder,
    report,
    ledger: openLedger(folder),
    search: createSearch({ ...options, report }),
    launched: [],
  };
  return { options, ports: { ...anyPorts, ...ports }, given, report, ground, inboxes: [] };
}

async function temporalFor({ given, ground, ports, options }: Site): Promise<Temporal> {
  const { temporalAddress: address, temporalNamespace: namespace = 'default', temporalUiUrl: uiUrl = null } = given;
  if (address !== undefined) return { address, namespace, uiUrl, from: 'given' };
  const { searchAttributes } = options;
  return startTemporal(ground, { port: ports.temporal, uiPort: ports.temporalUi, searchAttributes });
}

async function mongoFor({ given, ground, ports }: Site): Promise<Mongo> {
  return given.mongoUri === undefined ? startMongo(ground, ports.mongo) : { uri: given.mongoUri, from: 'given' };
}

async function inboxFor({ given, ground, ports, options, report, inboxes }: Site): Promise<Inbox | null> {
  if (given.smtpUrl !== undefined) return null;
  const folder = join(ground.folder, 'mails');
  const { inboxControl: control = false } = options;
  const inbox = await startInbox({ folder, smtpPort: ports.smtp, httpPort: ports.inbox, control, report });
  inboxes.push(inbox);
  return inbox;
}

async function startAll(site: Site): Promise<Omit<Stack, 'stop'>> {
  const leftovers = await site.ground.ledger.endLeftovers();
  if (leftovers.length > 0) {
    site.report({ about: 'folder', words: `ended what a killed process had left running: ${leftovers.join(', ')}` });
  }
  const starts = [temporalFor(site), mongoFor(site), inboxFor(site)] as const;
  // All are waited for, so that a failure of one finds the others where they can be stopped.
  await Promise.allSettled(starts);
  const [temporal, mongo, inbox] = await Promise.all(starts);
  const smtpUrl = site.given.smtpUrl ?? inbox?.smtpUrl ?? '';
  const smtp = { url: smtpUrl, from: inbox === null ? 'given' : 'process' } as const;
  return { temporal, mongo, smtp, inboxUrl: inbox?.pageUrl ?? null, inbox };
}

function createStop({ ground, inboxes }: Site, lock: Lock): () => Promise<void> {
  let stopping: Promise<void> | undefined;
  const atExit = (): void => {
    for (const server of ground.launched) server.stopNow();
    lock.release();
  };
  const stopAll = async (): Promise<void> => {
    await Promise.all([...ground.launched, ...inboxes].map((each) => each.stop()));
    unguard();
    lock.release();
  };
  const stop = (): Promise<void> => (stopping ??= stopAll());
  const unguard = guard({ atExit, onSignal: stop });
  return stop;
}

/**
 * Starts what is not given: Temporal, MongoDB and an SMTP inbox, on this machine only and with their data in one folder,
 * and returns when all of them answer. Goes on with the folder's data; first ends what a killed predecessor left running there.
 * Throws FolderInUse when a living process uses the folder, ServersMissing when a server can be had in no way.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const folder = resolve(options.folder);
  const lock = claimFolder(folder);
  const site = prepareSite(options, folder);
  const stop = createStop(site, lock);
  try {
    const started = await startAll(site);
    const { temporal, mongo, smtp, inboxUrl } = started;
    writeAddresses(folder, { temporal, mongo, smtp, inboxUrl });
    if (options.onDeath !== undefined) watchForDeaths(site.ground.launched, options.onDeath);
    return { ...started, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
