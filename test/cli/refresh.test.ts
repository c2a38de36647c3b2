import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { refreshText } from '../../cli/refresh/text.ts';
import { beginning, type RefreshProgress } from '../../domain/release/refresh.ts';
import { newUser } from '../../domain/enrolment/user.ts';
import { hour, minute } from '../../domain/time/instant.ts';
import { environmentOf, usher, type Ended } from '../support/command.ts';
import { monday } from '../support/event.ts';
import { freshName } from '../support/stack.ts';
import { openTestStore, type TestStore } from '../support/store.ts';
import { writeWorkspace } from '../support/workspace-folder.ts';

let kept: TestStore;
let folder: string;
let environment: Record<string, string>;
const run = (...args: readonly string[]): Promise<Ended> => usher(args, environment);

beforeAll(async () => {
  kept = await openTestStore();
  environment = environmentOf(kept.stack, freshName('queue'));
  folder = await writeWorkspace(await mkdtemp(join(tmpdir(), 'usher-refresh-')));
  await appendFile(join(folder, 'segments.yaml'), 'paying: { traits.plan: team }\n');
  const journey = 'journey: teams\nenrol: [{ segment: paying, backfill: all }]\nsteps: [{ send: welcome }]\n';
  await mkdir(join(folder, 'teams'), { recursive: true });
  await writeFile(join(folder, 'teams/journey.yaml'), journey);
  for (const id of ['ada', 'bo']) {
    const user = newUser(id);
    await kept.store.users.write({ ...user, profile: { ...user.profile, traits: { plan: 'team' } } }, monday);
  }
});
afterAll(async () => {
  await kept.close();
  await rm(folder, { recursive: true, force: true });
});

describe('usher refresh', () => {
  it('says so where no release had anything to bring', async () => {
    expect(await run('refresh')).toMatchObject({ code: 0, stdout: 'No release had anything to bring to everybody.\n' });
  });

  it.each([
    ['publish', '--preview'],
    ['refresh', 'preview'],
  ])('tells before with `usher %s %s` who would be asked in, and publishes nothing', async (...command) => {
    const { code, stdout, stderr } = await run(...command, folder, '--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const entering = [{ journey: 'teams', segment: 'paying', backfill: 'all', inside: 2, asked: 2 }];
    expect(JSON.parse(stdout)).toEqual({ users: 2, rate: 100, entering });
    expect((await run(...command, folder)).stdout).toContain(
      'teams  2 users in segment paying; backfill: all, so 2 users would be asked in',
    );
    expect(await kept.store.releases.current()).toBeNull();
  });

  it('is started by publishing', async () => {
    const published = await run('publish', folder, '--rate', '5');
    expect(published).toMatchObject({ code: 0 });
    expect(published.stdout).toContain('usher refresh shows how far that is');
  });

  it('refuses to pause what is not under way, and rates that are none', async () => {
    await kept.store.releases.publish({ ...(await kept.store.releases.current())!, id: 'another' }, monday);
    const by = ['--by', 'kim', '--reason', 'busy'];
    const { code, stderr } = await run('refresh', 'pause', ...by);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('REFRESH_MISSING') as string });
    expect((await run('refresh', 'resume', ...by, '--rate', '0')).code).toBe(2);
  });
});

describe('how far a release has come', () => {
  const begun = beginning({ release: '7f3abcdef', since: monday }, { rate: 100, now: monday });
  const half = { ...begun, done: 6_000, of: 18_000, changed: 20, enrolled: 7 };
  it.each<[string, RefreshProgress, string]>([
    ['under way', half, 'under way for 1 h at 100 users a second at most, about 2 min left\n         6000 of 18000 users, 20 changed, 7 entered'],
    ['paused', { ...half, status: 'paused', paused: { by: 'kim', reason: 'busy' } }, 'PAUSED by kim: "busy"\n         6000 of 18000 users, 20 changed, 7 entered'],
    ['done', { ...half, status: 'done', updatedAt: monday + 3 * minute, failed: 1 }, 'everybody is up to date, after 3 min\n         6000 of 18000 users, 20 changed, 7 entered, 1 failed, see the log'],
    ['superseded', { ...half, status: 'superseded' }, 'a later release has taken over\n         6000 of 18000 users, 20 changed, 7 entered'],
  ])('is told: %s', (_, progress, words) => expect(refreshText(progress, monday + hour)).toBe(`7f3abcd  ${words}`)); // prettier-ignore
});
