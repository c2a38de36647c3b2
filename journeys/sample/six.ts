import type { Person } from './person.ts';
import { randomFrom } from './random.ts';
import { sceneOf, type Scene } from './scene.ts';
import { day, hour, minute } from './time.ts';

interface Told {
  readonly person: Person;
  /** When the person signed up. */
  readonly start: string;
  readonly tell: (scene: Scene) => void;
}

const mac = { type: 'desktop', os: 'macOS' } as const;
const iphone = { type: 'ios', os: 'iOS' } as const;
/** Nothing held this one up: reaches us after a quarter of a second. */
const promptly = { delay: 250 } as const;

function person(id: string, rest: Omit<Person, 'id' | 'localeFrom'>): Person {
  return {
    id,
    localeFrom: 'context',
    ...rest,
  };
}

function signUp(scene: Scene, account = scene.newAccount()): void {
  scene.identify(-90_000, account, promptly);
  scene.track('Signed Up', 0, { ...promptly, properties: { workspace: scene.workspace } });
}

/** The six that the documentation follows; what happens to them grows with what the engine can do. */
const six: readonly Told[] = [
  {
    // Does all that is asked, and converts on the sixth day.
    person: person('ada', { firstName: 'Ada', plan: 'free', country: 'GB', zone: 'Europe/London', locale: 'en-GB', devices: [mac] }), // prettier-ignore
    start: '2026-03-02T07:30:00.000Z',
    tell: (scene) => {
      signUp(scene);
      scene.track('Profile Completed', 26 * hour, promptly);
      scene.track('Teammate Invited', 99 * hour, { ...promptly, properties: { role: 'member' } });
      scene.track('Project Created', 125 * hour, { ...promptly, properties: { source: 'blank' } });
    },
  },
  {
    // Completes the profile in the evening, invites nobody, and comes into a team on the night before the trial's last
    // three days: what greets a newcomer is held twice, until the morning and then for what the trial has to say.
    person: person('bo', { firstName: 'Bo', plan: 'team', country: 'DE', zone: 'Europe/Berlin', locale: 'de', devices: [iphone] }), // prettier-ignore
    start: '2026-03-02T08:14:00.000Z',
    tell: (scene) => {
      // Fourteen days, to the midnight after.
      signUp(scene, scene.newAccount({ trialEndsAt: '2026-03-16T23:00:00.000Z' }));
      scene.track('Profile Completed', day + 12 * hour + 26 * minute, promptly);
      const properties = { teamId: 't-11', teamName: 'Design' };
      scene.track('Team Joined', 11 * day + 12 * hour + 26 * minute, { ...promptly, properties });
      scene.track('Task Taken', 13 * day + 3 * hour, { ...promptly, properties: { teamId: 't-11' } });
      scene.track('Comment Written', 13 * day + 4 * hour, { ...promptly, properties: { teamId: 't-11' } });
    },
  },
  {
    // Signs up on the Friday before the clocks change, brings data along; no template speaks the language.
    person: person('chen', { firstName: 'Chen', plan: 'free', country: 'US', zone: 'America/New_York', locale: 'zh-Hans-CN', devices: [mac] }), // prettier-ignore
    start: '2026-03-06T14:05:00.000Z',
    tell: (scene) => {
      signUp(scene);
      // Saturday 22:00 in New York: a day later it is Sunday 23:00 there, because the night has one hour less.
      scene.track('Profile Completed', day + 12 * hour + 55 * minute, promptly);
      const properties = { rows: 1200, source: 'another tool', workspace: scene.workspace };
      scene.track('Import Finished', 3 * day + 25 * minute, { ...promptly, properties });
      scene.track('Teammate Invited', 4 * day, promptly);
    },
  },
  {
    // Fails to bring data along, then deletes the account while a teammate is awaited.
    person: person('dee', { firstName: 'Dee', plan: 'free', country: 'BR', zone: 'America/Sao_Paulo', locale: 'pt-BR', devices: [iphone] }), // prettier-ignore
    start: '2026-03-03T13:20:00.000Z',
    tell: (scene) => {
      signUp(scene);
      scene.track('Profile Completed', 5 * hour, promptly);
      const properties = { reason: 'a column has two names', workspace: scene.workspace };
      scene.track('Import Failed', 30 * hour + 40 * minute, { ...promptly, properties });
      scene.deletes(3 * day, promptly);
    },
  },
  {
    // Pays from the start and goes all the way, then unsubscribes from mail, and cancels her subscription soon after.
    person: person('eve', { firstName: 'Eve', plan: 'team', country: 'AU', zone: 'Australia/Sydney', locale: 'en-AU', devices: [iphone] }), // prettier-ignore
    start: '2026-03-02T22:40:00.000Z',
    tell: (scene) => {
      signUp(scene, scene.account({ paidUntil: '2026-04-02T22:40:00.000Z' }));
      scene.track('Profile Completed', 53 * hour, promptly);
      scene.track('Teammate Invited', 6 * day + 2 * hour, promptly);
      scene.track('Unsubscribed', 9 * day + 12 * hour, promptly);
      scene.track('Subscription Cancelled', 10 * day, { ...promptly, properties: { reason: 'effort' } });
    },
  },
  {
    // Held out: gets nothing, and finds the way all the same.
    person: person('finley', { firstName: 'Finley', plan: 'free', country: 'PT', zone: 'Europe/Lisbon', locale: 'pt-PT', devices: [iphone, mac] }), // prettier-ignore
    start: '2026-03-04T19:45:00.000Z',
    tell: (scene) => {
      signUp(scene);
      scene.track('Profile Completed', 61 * hour, { ...promptly, device: mac });
      scene.track('Project Created', 80 * hour, { ...promptly, device: mac });
    },
  },
];

/** The scenes of the six, told. */
export function theSix(): readonly Scene[] {
  return six.map((one) => {
    const scene = sceneOf(one.person, Date.parse(one.start), randomFrom(`six ${one.person.id}`));
    one.tell(scene);
    return scene;
  });
}
