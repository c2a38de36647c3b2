import { comparedFacts, mostIndexed } from '../../domain/segment/indexed.ts';
import type { Condition } from '../../domain/condition/condition.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { Release } from '../../domain/release/release.ts';
import { parsed, vocabulary } from '../domain/condition/workspace.ts';
import { monday } from '../support/event.ts';
import { releaseOf } from '../support/release.ts';
import { freshName } from '../support/stack.ts';
import { openTestStore, type TestStore } from '../support/store.ts';

let kept: TestStore;
beforeAll(async () => (kept = await openTestStore()));
afterAll(() => kept.close());

function releaseWith(segments: Readonly<Record<string, Condition>>): Release {
  const { content } = releaseOf([]);
  return { id: freshName('release'), content: { ...content, traits: vocabulary.traits, segments } };
}

const segmentsOf = (...raw: readonly JsonObject[]): Readonly<Record<string, Condition>> =>
  Object.fromEntries(raw.map((each, index) => [`s${index}`, parsed(each)]));

const publish = (...raw: readonly JsonObject[]): Promise<void> =>
  kept.store.releases.publish(releaseWith(segmentsOf(...raw)), monday);

async function indexes(): Promise<readonly string[]> {
  const all = await kept.db.collection('users').listIndexes().toArray();
  return all.map(({ name }) => String(name)).sort();
}

const facts = async (): Promise<readonly string[]> => (await indexes()).filter((name) => name.startsWith('fact '));

describe('the facts that segments compare', () => {
  it('are those by which a query finds its users, as they are compared', () => {
    const found = comparedFacts({
      segments: segmentsOf(
        { 'traits.plan': 'team', 'traits.createdAt': { $gte: { $ago: '7d' } } },
        { segments: 'team', 'context.app_version': { $lt: '2' } },
        { $or: [{ 'traits.tags': { $elemMatch: { $eq: 'a' } } }, { 'traits.company.size': { $in: [1, 2] } }] },
      ),
    });
    expect(found).toEqual([
      { path: 'traits.plan', type: 'string' },
      { path: 'context.app_version', type: 'version' },
      { path: 'traits.company.size', type: 'number' },
      { path: 'traits.createdAt', type: 'date' },
      { path: 'traits.tags', type: 'string' },
    ]);
  });

  it('are none that are denied, nor counters, arms and booleans', () => {
    const segments = segmentsOf(
      { 'traits.plan': { $ne: 'team' }, 'traits.age': { $exists: true } },
      { $nor: [{ 'traits.company.size': 3 }], segments: { $ne: 'team' } },
      { 'events.Signed Up.last': { $gte: { $ago: '7d' } }, 'arms.tour': 'video', 'traits.onboarded': true },
      { did: { event: 'Signed Up', within: '7d' } },
    );
    expect(comparedFacts({ segments })).toEqual([]);
  });

  it(`are at most ${mostIndexed}: of more, those that most segments compare`, () => {
    const field = (name: string): Condition => ({ kind: 'field', path: `traits.${name}`, type: 'string', tests: [{ kind: 'compare', comparison: 'eq', operand: { kind: 'value', value: 'a' } }] }); // prettier-ignore
    const names = Array.from({ length: 40 }, (_, index) => `t${String(index).padStart(2, '0')}`);
    const segments = Object.fromEntries([...names, 't39', 't38'].map((name, index) => [`s${index}`, field(name)]));
    const paths = comparedFacts({ segments }).map(({ path }) => path);
    expect(paths).toHaveLength(mostIndexed);
    expect(paths.slice(0, 3)).toEqual(['traits.t38', 'traits.t39', 'traits.t00']);
  });
});

describe('publishing a release', () => {
  it('makes an index of every fact that its segments compare, and drops those that nobody needs any more', async () => {
    await publish({ 'traits.plan': 'team' }, { 'traits.createdAt': { $gte: '2026-03-01' } });
    expect(await facts()).toEqual(['fact comparable.date.traits.createdAt', 'fact profile.traits.plan']);
    await publish({ 'traits.plan': 'free' }, { 'context.device': 'mobile' });
    expect(await facts()).toEqual(['fact profile.context.device', 'fact profile.traits.plan']);
    await publish();
    expect(await facts()).toEqual([]);
  });

  it('leaves every other index alone, whoever has made it', async () => {
    await kept.db.collection('users').createIndexes([{ key: { 'profile.traits.age': 1 }, name: 'by hand' }]);
    const before = (await indexes()).filter((name) => !name.startsWith('fact '));
    await publish({ 'traits.plan': 'team' });
    await publish();
    expect(await indexes()).toEqual(before);
  });

  it('of a release that was published before brings its indexes back', async () => {
    const release = releaseWith(segmentsOf({ 'traits.plan': 'team' }));
    await kept.store.releases.publish(release, monday);
    await publish();
    await kept.store.releases.publish(release, monday);
    expect(await facts()).toEqual(['fact profile.traits.plan']);
  });

  it('in several processes at once comes to one set of indexes', async () => {
    const stores = await Promise.all([kept.another(), kept.another(), kept.another()]);
    const release = releaseWith(segmentsOf({ 'context.device': 'mobile' }));
    await Promise.all(stores.map(({ releases }) => releases.publish(release, monday)));
    expect(await facts()).toEqual(['fact profile.context.device']);
  });
});
