import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { audienceOf, type Audience } from '../../cli/audience/audience.ts';
import { audienceText } from '../../cli/audience/text.ts';
import { compileFolder } from '../../cli/compile.ts';
import { newUser } from '../../domain/enrolment/user.ts';
import { environmentOf, usher } from '../support/command.ts';
import { monday } from '../support/event.ts';
import { factsOf } from '../support/facts.ts';
import { freshName } from '../support/stack.ts';
import { openTestStore, type TestStore } from '../support/store.ts';
import { writeWorkspace } from '../support/workspace-folder.ts';

const files = {
  'segments.yaml': `churned: { traits.plan: none }
paying: { traits.plan: { $in: [team, enterprise] } }
`,
  'onboarding/journey.yaml': `journey: onboarding
enrol:
  - { on: Signed Up }
  - { on: Signed Up, first: true, when: { traits.plan: team } }
  - { on: Invited, when: { traits.plan: gold } }
leave: [{ after: 60d }]
steps:
  - send: welcome
  - branch:
      - when: { segments: paying }
        steps: [{ send: welcome, id: first }]
      - when: { traits.plan: team, context.device: mobile }
        id: mobile
        steps: [{ send: welcome, id: again }]
      - when: { context.device: { $in: [mobile, tablet] } }
        id: hand
        steps: [{ send: welcome, id: once-more }]
      - when: { context.device: desktop }
        id: desk
        steps: [{ send: welcome, id: at-last }]
      - otherwise: [{ exit: done }]
`,
  'slots/tutorial.yaml': `slot: tutorial
rules:
  - { id: paying, when: { segments: paying }, to: 2027-01-01, show: tour }
  - { id: team, when: { traits.plan: team }, show: tour }
  - { id: large, when: { traits.plan: { $in: [team, enterprise] } }, show: none, min_audience: 5 }
  - { id: giants, when: { traits.plan: enterprise, context.device: desktop }, show: tour }
default: tour
`,
  'content/tour.yaml': `content: tour
category: tips
review_by: 2026-01-01
words: { en: { title: A tour, body: See what there is } }
`,
};

let kept: TestStore;
let folder: string;
let audience: Audience;

beforeAll(async () => {
  kept = await openTestStore();
  folder = await writeWorkspace(await mkdtemp(join(tmpdir(), 'usher-audience-')), files);
  const compiled = await compileFolder(folder);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  const people = [
    ['team', 'mobile'],
    ['team', 'desktop'],
    ['enterprise', 'desktop'],
    ['free', 'mobile'],
    ['free', 'tablet'],
  ] as const;
  for (const [index, [plan, device]] of people.entries()) {
    const { profile } = factsOf({ traits: { plan }, context: { device } });
    await kept.store.users.write({ ...newUser(`user-${index}`), profile }, monday);
  }
  audience = await audienceOf({ folder, content: compiled.release.content, store: kept.store, at: monday });
});
afterAll(async () => {
  await kept.close();
  await rm(folder, { recursive: true, force: true });
});

const told = (): readonly string[] =>
  audience.warnings.map(({ file, line, code, message }) => `${file}:${line} ${code} ${message}`);

describe('usher validate --audience', () => {
  it('says of every rule for how many it is, and how many come to it', () => {
    expect(audienceText(audience, 'UTC')).toBe(`
5 users, Mon 2 Mar 09:00                 for         left
onboarding · enrol on Signed Up
  1 everybody                              5            5
  2 plan team                              2            2
onboarding · enrol on Invited
  3 plan gold                              0            0
onboarding · branch branch
  1 paying                                 3            3
  2 mobile                                 1            0
  3 hand                                   3            2
  4 desk                                   2            0
  5 otherwise                              5            0
slot tutorial
  1 paying                                 3            3
  2 team                                   2            2
  3 large                                  3            1
  4 giants                                 1            0`);
  });

  it('warns where it was written of what nobody can come to, of what is for nobody or few today, and of what is the same', () => {
    expect(told()).toEqual([
      'onboarding/journey.yaml:4 RULE_UNREACHABLE "2 plan team" lets in nobody whom "1 everybody" does not',
      'onboarding/journey.yaml:5 AUDIENCE_EMPTY "3 plan gold" is for nobody of 5 users today',
      'onboarding/journey.yaml:12 RULE_UNREACHABLE nobody comes to "2 mobile": whoever it is for is taken by "1 paying" before it',
      'onboarding/journey.yaml:15 RULE_SAME "3 hand" comes to the same as "1 paying" before it: one rule with $or says it once',
      'onboarding/journey.yaml:18 RULE_SAME "4 desk" comes to the same as "3 hand" before it: one rule with $or says it once',
      'onboarding/journey.yaml:18 AUDIENCE_EMPTY "4 desk" is for 2 of 5 users today, all of whom are taken by rules before it',
      'slots/tutorial.yaml:5 AUDIENCE_SMALL "3 large" has 1 of 5 users today, fewer than its min_audience of 5',
      'slots/tutorial.yaml:6 RULE_UNREACHABLE nobody comes to "4 giants": whoever it is for is taken by "3 large" before it',
    ]);
  });

  it('says which facts the database cannot be asked for yet, and counts nobody by them', async () => {
    const dated = await writeWorkspace(await mkdtemp(join(tmpdir(), 'usher-audience-')), {
      'onboarding/journey.yaml': `journey: onboarding
enrol: [{ on: Signed Up, when: { traits.signedUpAt: { $gte: { $ago: 7d } } } }]
steps: [{ send: welcome }]
`,
    });
    const compiled = await compileFolder(dated);
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
    const asked = await audienceOf({ folder: dated, content: compiled.release.content, store: kept.store, at: monday });
    expect(asked).toMatchObject({ unpublished: ['traits.signedUpAt'], warnings: [], lists: [{ rules: [{ meant: null }] }] }); // prettier-ignore
    expect(audienceText(asked, 'UTC')).toContain('? these facts are not published yet: traits.signedUpAt');
  });

  it('tells people and scripts the same, with what else is to be said of the workspace', async () => {
    const environment = environmentOf(kept.stack, freshName('queue'));
    const [text, json] = await Promise.all([
      usher(['validate', '--audience', folder], environment),
      usher(['validate', '--audience', '--json', folder], environment),
    ]);
    expect({ code: text.code, json: json.code }).toEqual({ code: 0, json: 0 });
    expect(text.stdout).toMatch(/^✔ [0-9a-f]{7}: 1 journey[\s\S]*slot tutorial\n {2}1 paying {20,}3 {12}3\n/);
    expect(text.stderr).toContain('CONTENT_STALE');
    expect(text.stderr).toContain('journey.yaml:12:9 RULE_UNREACHABLE');
    const data = JSON.parse(json.stdout) as { warnings: { code: string }[]; audience: { users: number } };
    expect(data).toMatchObject({ ok: true, audience: { users: 5 } });
    expect(data.warnings.map(({ code }) => code)).toEqual(expect.arrayContaining(['CONTENT_STALE', 'RULE_SAME']));
  });

  it('needs a database, and says so', async () => {
    const nowhere = { ...environmentOf(kept.stack, freshName('queue')), MONGODB_URI: 'mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=100' }; // prettier-ignore
    const { code, stdout } = await usher(['validate', '--audience', folder], nowhere);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  });
});
