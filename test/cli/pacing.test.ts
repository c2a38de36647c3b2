import { pacingOf } from '../../cli/pacing/pacing.ts';
import { pacingText } from '../../cli/pacing/text.ts';
import { newUser, type User } from '../../domain/enrolment/user.ts';
import type { Policy } from '../../domain/pacing/policy.ts';
import { day, hour, minute } from '../../domain/time/instant.ts';
import { environmentOf, usher, type Ended } from '../support/command.ts';
import { monday } from '../support/event.ts';
import { entryOf, hoursOf, policyOf } from '../support/pacing.ts';
import { programOf } from '../support/program.ts';
import { releaseOf } from '../support/release.ts';
import { freshName } from '../support/stack.ts';
import { send } from '../support/steps.ts';
import { openTestStore, type TestStore } from '../support/store.ts';

const rules: Partial<Policy> = {
  caps: [
    { id: 'email-day', of: { channel: 'email' }, max: 1, per: { kind: 'calendar', unit: 'day' } },
    { id: 'all-week', of: {}, max: 5, per: { kind: 'rolling', length: 7 * day } },
    { id: 'tips-once', of: { category: 'tips' }, max: 1, per: { kind: 'enrolment' } },
  ],
  gap: 2 * hour,
  quiet: [hoursOf({ channels: ['email'], from: 21 * 60, to: 8 * 60 })],
  allowed: [hoursOf({ channels: ['webhook'], days: [1, 2, 3, 4, 5], from: 9 * 60, to: 17 * 60 })],
};

/** Bo in Tokyo, to whom a mail went a moment ago. */
function boOf(id: string): User {
  const user = newUser(id);
  const traits = { email: 'Bo@acme.test' };
  const context = { timezone: 'Asia/Tokyo' };
  const consent = { 'email/tips': { says: 'out', at: monday + hour } } as const;
  return {
    ...user,
    profile: { ...user.profile, traits, context, consent },
    suppressed: ['bo@acme.test', 'old@acme.test'],
    ledger: [
      entryOf('trial', {
        nudge: 'trial/bo/1/trial/0',
        course: 'trial',
        at: monday - 2 * day,
        local: monday - 2 * day + 9 * hour,
        category: 'tips',
      }),
      entryOf('hello', { channel: 'in-app', at: monday - hour, local: monday + 8 * hour, transactional: true }),
      entryOf('welcome', { step: 'first', at: monday, local: monday + 9 * hour }),
      // A claim of a visit that nobody knows holds nothing any more.
      entryOf('gone', { at: monday + day, local: monday + day, status: 'held' }),
    ],
  };
}

let kept: TestStore;
let environment: Record<string, string>;

beforeAll(async () => {
  kept = await openTestStore();
  environment = environmentOf(kept.stack, freshName('queue'));
  const release = releaseOf([programOf([send('welcome')])], { policy: policyOf(rules) });
  await kept.store.releases.publish(release, monday);
  const off = { then: 'hold', at: monday + 20 * minute, by: 'kim', reason: 'wrong price' } as const;
  await kept.store.switches.switchOff({ what: { kind: 'channel', name: 'email' }, ...off });
  await kept.store.switches.switchOff({ what: { kind: 'journey', name: 'win-back' }, ...off });
  await kept.store.users.write(boOf('bo'), monday);
});
afterAll(() => kept.close());

const run = (...args: readonly string[]): Promise<Ended> => usher(['pacing', ...args], environment);

describe('usher pacing', () => {
  it('says in the user’s own time what was sent, what is left, and what keeps nudges back', async () => {
    const pacing = await pacingOf(kept.store, await kept.store.users.read('bo'), monday + 30 * minute);
    expect(pacingText(pacing)).toBe(`bo · B…@acme.test · Asia/Tokyo, now Mon 2 Mar 18:30

Room
  email-day (email): 1 of 1 a day used, by welcome Mon 2 Mar 18:00; room for 1 from Tue 3 Mar 00:00
  all-week: 2 of 5 in 7 days used, by trial Sat 28 Feb 18:00, welcome Mon 2 Mar 18:00; room for 3
  tips-once (category tips, visit 1 of trial): 1 of 1 per enrolment used, by trial Sat 28 Feb 18:00; no room again
  gap: until Mon 2 Mar 20:00, after welcome Mon 2 Mar 18:00

Hours
  quiet hours 21:00–08:00 (email): next Mon 2 Mar 21:00
  allowed hours 09:00–17:00 on Mon, Tue, Wed, Thu, Fri (webhook): next Tue 3 Mar 09:00

Consent
  policy: email opt-out, in-app always, webhook always
  Mon 2 Mar 19:00  no to email of tips
  refused mail for good: b…@acme.test, o…@acme.test; the present address, too

Switched off
  channel email: its nudges wait (kim: wrong price), for 10 min

Nudges, newest first
  Mon 2 Mar 18:00  email   welcome: sent (other · first)
  Mon 2 Mar 17:00  in-app  hello: sent, transactional (other)
  Sat 28 Feb 18:00  email   trial: sent (trial)`);
  });

  it('gives scripts all of it, and people a page, in a process of its own', async () => {
    const { code, stdout } = await run('bo', '--json');
    const told = JSON.parse(stdout) as Record<string, unknown>;
    expect({ code, ...told }).toMatchObject({
      code: 0,
      user: 'bo',
      zone: 'Asia/Tokyo',
      caps: [{ id: 'email-day', used: 0, room: 1 }, { id: 'all-week' }, { id: 'tips-once', roomAt: null }],
      nudges: [{ nudge: 'welcome' }, { nudge: 'hello' }, { nudge: 'trial/bo/1/trial/0' }],
      claims: [],
      switches: [{ what: { kind: 'channel', name: 'email' } }],
    });
    expect(stdout).not.toContain('old@acme.test');
    expect((await run('bo')).stdout).toMatch(/^bo · B…@acme\.test · Asia\/Tokyo, now .*\n\nRoom\n {2}email-day \(email\): 0 of 1 a day used; room for 1\n/); // prettier-ignore
  });

  it('says of whom nothing is known', async () => {
    expect(await run('nobody')).toEqual({
      code: 2,
      stdout: '',
      stderr: 'USER_UNKNOWN no event of user "nobody" has come in yet\n',
    });
  });
});
