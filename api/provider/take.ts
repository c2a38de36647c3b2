import type { JsonObject } from '../../domain/json.ts';
import { addressPrint } from '../../domain/profile/address-print.ts';
import { fingerprintOf, isPlausible, type Report } from '../../domain/provider/report.ts';
import type { NudgeRecord } from '../../store/nudges.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { record } from '../event.ts';

/** What became of one report; `unknown`: nobody here has got that mail. */
export type Taken = 'stored' | 'duplicate' | 'unknown';

/** Whom a report is about, and the address that it tells of; null where nobody knows that any more. */
interface Concerned {
  readonly user: string;
  readonly address: string | null;
  readonly nudge: NudgeRecord | null;
}

/** An address is of one user, or of a family; whoever has entered it a hundred times is testing. */
const mostUsers = 100;

/** Keeps a report as an event of everybody it is about: of who got the mail, and of all who have that address. */
export async function take(report: Report, dependencies: ApiDependencies): Promise<Taken> {
  const concerned = await concernedBy(report, dependencies);
  const taken: Taken[] = [];
  for (const each of concerned) taken.push(await tell(report, each, dependencies));
  if (taken.length === 0) return 'unknown';
  return taken.includes('stored') ? 'stored' : 'duplicate';
}

function tell(
  { type, hard, id, ...report }: Report,
  concerned: Concerned,
  dependencies: ApiDependencies,
): Promise<Taken> {
  const { user, address, nudge } = concerned;
  const which: JsonObject = nudge === null ? {} : { journey: nudge.journey, step: nudge.step, template: nudge.template, nudge: nudge.key }; // prettier-ignore
  const [name, what] =
    type === 'bounced'
      ? (['Email Bounced', { hard }] as const)
      : // Who complains wants no mail of ours, whatever it is about.
        (['Email Complained', { channel: 'email' }] as const);
  const properties = { ...(address !== null && { address: address.toLowerCase() }), ...what, ...which };
  // A No of long ago would count for nothing against a Yes of last year: it is one of now.
  const real = Date.now();
  const at = isPlausible(report, real) ? { at: Math.min(report.at, dependencies.clock.at(real, user)) } : {};
  return record({ user, name, properties, once: ['report', id], ...at }, dependencies);
}

async function concernedBy(report: Report, { store }: ApiDependencies): Promise<readonly Concerned[]> {
  const fingerprint = report.messageId === null ? null : fingerprintOf(report.messageId);
  const nudge = fingerprint === null ? null : await store.nudges.byFingerprint(fingerprint);
  const address = report.address ?? (nudge === null ? null : await addressOf(nudge, store));
  // Who complains has had enough, wherever that mail went; what bounced is an address, and no user.
  if (address === null && report.type === 'bounced') return [];
  const others = address === null ? [] : await othersBy(address, nudge, store);
  const users = new Set([...(nudge === null ? [] : [nudge.user]), ...others]);
  return [...users].map((user) => ({ user, address, nudge: nudge?.user === user ? nudge : null }));
}

/** All who have an address, but for who got the mail, whoever that is by now. */
async function othersBy(
  address: string,
  nudge: NudgeRecord | null,
  { users }: ApiDependencies['store'],
): Promise<readonly string[]> {
  const known = await users.byAddress(address, mostUsers);
  if (nudge === null) return known;
  const { id } = await users.read(nudge.user);
  return known.filter((each) => each !== id);
}

/** Where a mail went, of which the report says nothing but the id: unless the user has another address since. */
async function addressOf(
  { user, at, address }: NudgeRecord,
  { users }: ApiDependencies['store'],
): Promise<string | null> {
  const { traits, stamps } = (await users.read(user)).profile;
  if (typeof traits.email !== 'string') return null;
  // Older records do not tell where the mail went: it was here if nobody has named an address since.
  const isSame =
    address === undefined ? (stamps['traits.email'] ?? Infinity) <= at : addressPrint(traits.email) === address;
  return isSame ? traits.email : null;
}
