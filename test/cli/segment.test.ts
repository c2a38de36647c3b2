import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileFolder } from '../../cli/compile.ts';
import { countSegment } from '../../cli/segment/counted.ts';
import { listSegments } from '../../cli/segment/listed.ts';
import { meetSegment } from '../../cli/segment/met.ts';
import { sizeSegment } from '../../cli/segment/sized.ts';
import { countText, listingText, metText, sizedText } from '../../cli/segment/text.ts';
import type { Asking } from '../../cli/segment/asking.ts';
import { newUser } from '../../domain/enrolment/user.ts';
import { day, hour } from '../../domain/time/instant.ts';
import { environmentOf, usher, type Ended } from '../support/command.ts';
import { monday } from '../support/event.ts';
import { factsOf, type Known } from '../support/facts.ts';
import { freshName } from '../support/stack.ts';
import { openTestStore, type TestStore } from '../support/store.ts';
import { writeWorkspace } from '../support/workspace-folder.ts';

const segments = `churned: { traits.plan: none }
paying: { traits.plan: { $in: [team, enterprise] } }
new: { traits.signedUpAt: { $gte: { $ago: 7d } } }
eager:
  segments: { $all: [paying, new] }
  did: { event: Clicked, times: { $gte: 2 }, within: 2d }
apart: { $nor: [{ segments: paying }, { context.device: mobile }] }
`;

const people: Readonly<Record<string, Known>> = {
  ada: {
    traits: { plan: 'team', signedUpAt: '2026-03-01' },
    context: { device: 'mobile' },
    events: { Clicked: [monday - hour, monday - day] },
  },
  bo: { traits: { plan: 'enterprise', signedUpAt: '2026-02-01' } },
  chen: { traits: { plan: 'free', signedUpAt: '2026-02-27' } },
  dee: {},
};

const now = monday;
let kept: TestStore;
let folder: string;
let environment: Record<string, string>;
let asked: Asking;

beforeAll(async () => {
  kept = await openTestStore();
  folder = await mkdtemp(join(tmpdir(), 'usher-segment-'));
  environment = environmentOf(kept.stack, freshName('queue'));
  const compiled = await compileFolder(await writeWorkspace(folder, { 'segments.yaml': segments }));
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  const { release } = compiled;
  await kept.store.releases.publish(release, now);
  for (const [id, known] of Object.entries(people)) {
    const { profile } = factsOf(known);
    await kept.store.users.write({ ...newUser(id), profile, declaredBy: release.id }, now);
  }
  asked = { store: kept.store, release, now };
});
afterAll(async () => {
  await kept.close();
  await rm(folder, { recursive: true, force: true });
});

const run = (...args: readonly string[]): Promise<Ended> => usher(['segment', ...args], environment);
const masked = (text: string): string => text.replaceAll(asked.release.id.slice(0, 7), 'release');

describe('a segment', () => {
  it('is listed with its size and with all that asks for it by name', async () => {
    expect(masked(listingText(await listSegments(asked), 'UTC'))).toBe(`4 users, Mon 2 Mar 09:00, release release

apart            2   50.0 %  nothing
churned          0    0.0 %  journey onboarding
eager            1   25.0 %  nothing
new              2   50.0 %  journey onboarding, segment eager
paying           2   50.0 %  segment apart, segment eager`);
  });

  it('is counted now, and as of a date by what is known now', async () => {
    expect(countText(await countSegment(asked, 'new'), 'UTC')).toBe('new: 2 of 4 users (50.0 %), Mon 2 Mar 09:00');
    expect(await countSegment(asked, 'new', '2026-02-05')).toMatchObject({ size: 3, users: 4 });
    // A bare date is midnight in the zone of the workspace.
    expect((await countSegment(asked, 'new', '2026-03-01')).at).toBe(Date.UTC(2026, 1, 28, 23));
  });

  it('is explained clause by clause, each with its audience, the segments within it with theirs', async () => {
    expect(sizedText(await sizeSegment(asked, 'eager'), 'UTC')).toBe(`eager · 1 of 4 users (25.0 %) · Mon 2 Mar 09:00
all of                                  alone    so far
  in segment paying                         2         2
    plan one of team, enterprise            2         2
  in segment new                            2         1
    signedUpAt at most 7 days ago           2         2
  Clicked at least twice in 2 days          1         1
used by nothing`);
    expect(sizedText(await sizeSegment(asked, 'apart'), 'UTC')).toBe(`apart · 2 of 4 users (50.0 %) · Mon 2 Mar 09:00
none of                               alone    so far
  in segment paying                       2         2
    plan one of team, enterprise          2         2
  device mobile                           1         2
used by nothing`);
  });

  it('is explained for a user, with what each clause met', async () => {
    expect(metText(await meetSegment(asked, 'eager', 'bo')))
      .toBe(`bo is not in eager · Europe/Berlin, now Mon 2 Mar 10:00
all of
  ✔ in segment paying
    ✔ plan "enterprise" is one of team, enterprise
  ✘ in segment new
    ✘ signedUpAt 29 days 10 h ago, limit 7 days
  ✘ Clicked not done in 2 days, needs 2`);
    expect(metText(await meetSegment(asked, 'apart', 'dee'))).toBe(`dee is in apart · Europe/Berlin, now Mon 2 Mar 10:00
none of
  ✘ in segment paying
    ✘ plan is not set, so not one of team, enterprise
  ✘ device is not set, so not mobile`);
  });
});

describe('usher segment', () => {
  it('tells people and scripts the same, on the clock of the database', async () => {
    const [list, count, sized, met] = await Promise.all([
      run('list', '--json'),
      run('count', 'paying', '--json'),
      run('explain', 'paying', '--json'),
      run('explain', 'paying', 'bo', '--json'),
    ]);
    const [listed, counted, defined, told] = [list, count, sized, met].map(
      ({ stdout }) => JSON.parse(stdout) as object,
    );
    expect(listed).toMatchObject({ users: 4, release: asked.release.id, segments: { length: 5 } });
    expect(counted).toMatchObject({ segment: 'paying', size: 2, users: 4 });
    const clause = { words: 'plan one of team, enterprise', alone: 2, soFar: 2, of: null };
    expect(defined).toMatchObject({ size: 2, definition: { together: 'all', clauses: [clause] } });
    expect(told).toMatchObject({ user: 'bo', is: true, definition: { clauses: [{ holds: true }] } });
    expect((await run('count', 'paying')).stdout).toMatch(/^paying: 2 of 4 users \(50\.0 %\), \w/);
  });

  it.each([
    ['a segment with the slip of a letter', ['count', 'payin'], /^NAME_UNKNOWN there is no segment "payin", did you mean "paying"\?\n$/],
    ['a segment that nothing is like', ['explain', 'zzzzzzz'], /^NAME_UNKNOWN there is no segment "zzzzzzz": apart, churned, eager, new, paying\n$/],
    ['a name that every object has', ['count', 'constructor'], /^NAME_UNKNOWN /],
    ['a date that is none', ['count', 'paying', '--at', 'tomorrow'], /^USAGE --at: found "tomorrow", expected a date such as 2026-03-01/],
    ['a user of whom nothing is known', ['explain', 'paying', 'nobody'], /^USER_UNKNOWN no event of user "nobody" has come in yet\n$/],
    ['no segment', ['count'], /missing required argument 'segment'/],
  ])('refuses %s with exit code 2 and the reason', async (_, args, words) => {
    const { code, stdout, stderr } = await run(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(words);
  }); // prettier-ignore

  it('says so where nothing is published yet', async () => {
    const empty = { ...environment, MONGODB_DATABASE: freshName('usher-test-empty') };
    const { code, stderr } = await usher(['segment', 'list'], empty);
    expect({ code, stderr }).toEqual({ code: 2, stderr: 'RELEASE_MISSING nothing is published here yet; expected usher publish DIR before\n' }); // prettier-ignore
  });
});
