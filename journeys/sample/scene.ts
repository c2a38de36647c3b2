import type { Happening } from './happening.ts';
import { addressOf, type Device, type Person } from './person.ts';
import { randomFrom, type Random } from './random.ts';
import { awake, day, hour, minute, second } from './time.ts';

interface Circumstances {
  /** From the event to its receipt; by default what the network does. */
  readonly delay?: number;
  /** The message comes once more, so much later. */
  readonly repeated?: number;
  readonly properties?: Happening['properties'];
  readonly device?: Device;
}

/** One person's part of the sample: a story is told by calling these; offsets count from `start`. */
export interface Scene {
  readonly person: Person;
  readonly start: number;
  readonly random: Random;
  /** The workspace that the person's sign-up makes. */
  readonly workspace: string;
  /** An offset between the two at which the person is awake. */
  readonly within: (low: number, high: number) => number;
  readonly track: (name: string, offset: number, circumstances?: Circumstances) => void;
  readonly identify: (offset: number, traits: Happening['traits'], circumstances?: Circumstances) => void;
  /** All that sign-up asks for. */
  readonly account: (more?: Happening['traits']) => Happening['traits'];
  /** The same, with the trial that a plan for teams begins with: 14 days. */
  readonly newAccount: (more?: Happening['traits']) => Happening['traits'];
  /** The usual beginning: identified a moment before Signed Up; whoever was invited names the team. */
  readonly arrives: (more?: Happening['traits'], team?: Happening['properties']) => void;
  /** Ends the story: nobody is heard of after that. */
  readonly deletes: (offset: number, circumstances?: Circumstances) => void;
  /** From this offset on the person does nothing but what the story says. */
  readonly quietFrom: (offset: number) => void;
  readonly told: () => { readonly happenings: readonly Happening[]; readonly quietFrom: number };
}

/** Segment's `context` as the person's app sends it; an old library (one message in thirty) sends none. */
export function contextOf(person: Person, device: Device, random: Random): Happening['context'] {
  if (random.chance(1 / 30)) return {};
  return {
    device: { type: device.type },
    os: { name: device.os },
    ...(person.locale !== null && person.localeFrom === 'context' ? { locale: person.locale } : {}),
    timezone: person.zone,
    ...(random.chance(0.2) ? { location: { country: person.country } } : {}),
  };
}

/** Most messages come at once; some wait for a better connection, a few for the end of a flight. */
export function network(random: Random): number {
  const draw = random.fraction();
  if (draw < 0.86) return random.between(150, 6 * second);
  if (draw < 0.95) return random.between(minute, hour);
  return random.between(hour, 9 * hour);
}

function accountOf(person: Person, start: number): Happening['traits'] {
  return {
    email: addressOf(person.id),
    firstName: person.firstName,
    plan: person.plan,
    country: person.country,
    signedUpAt: new Date(start).toISOString(),
    ...(person.locale !== null && person.localeFrom === 'traits' ? { locale: person.locale } : {}),
  };
}

/** An empty scene for a person whose story begins at `start`. */
export function sceneOf(person: Person, start: number, random: Random): Scene {
  const happenings: Happening[] = [];
  let quiet = Infinity;
  const put = (what: Pick<Happening, 'type' | 'name' | 'traits'>, offset: number, how: Circumstances): void => {
    const at = start + offset;
    const context = contextOf(person, how.device ?? person.devices[0], random);
    happenings.push({
      ...what,
      at,
      sentAt: at + (how.delay ?? network(random)),
      repeated: how.repeated ?? null,
      properties: how.properties ?? {},
      context,
    });
  };
  const track: Scene['track'] = (name, offset, how = {}) => put({ type: 'track', name, traits: {} }, offset, how);
  const identify: Scene['identify'] = (offset, traits, how = {}) =>
    put({ type: 'identify', name: null, traits }, offset, how);
  const account: Scene['account'] = (more = {}) => ({ ...accountOf(person, start), ...more });
  const newAccount: Scene['newAccount'] = (more = {}) => ({
    ...((more.plan ?? person.plan) === 'team' ? { trialEndsAt: new Date(start + 14 * day).toISOString() } : {}),
    ...account(more),
  });
  const workspace = `ws-${randomFrom(`workspace of ${person.id}`).hex(1)}`;
  return {
    person,
    start,
    random,
    workspace,
    within: (low, high) => wakingOffset({ person, start, random }, low, high),
    track,
    identify,
    account,
    newAccount,
    arrives: (more, team) => {
      identify(-random.between(80, 200) * second, newAccount(more), { delay: random.between(100, 900) });
      track('Signed Up', 0, { properties: { workspace, ...team } });
    },
    deletes: (offset, how = {}) => {
      track('Account Deleted', offset, how);
      quiet = Math.min(quiet, start + offset);
    },
    quietFrom: (offset) => {
      quiet = Math.min(quiet, start + offset);
    },
    told: () => ({ happenings, quietFrom: quiet }),
  };
}

function wakingOffset(who: Pick<Scene, 'person' | 'start' | 'random'>, low: number, high: number): number {
  let offset = who.random.between(low, high);
  // 24 draws: a window of a day or more is then missed less than once in a thousand; a short one may be at night.
  for (let draw = 0; draw < 24 && !awake(who.person.zone, who.start + offset); draw += 1) {
    offset = who.random.between(low, high);
  }
  return offset;
}

/** When a person's story begins: at a waking hour between two instants. */
export function startOf(who: Pick<Scene, 'person' | 'random'>, from: number, to: number): number {
  return from + wakingOffset({ ...who, start: from }, 0, to - from);
}
