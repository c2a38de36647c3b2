import { isContained } from '../../../domain/condition/contained/contained.ts';
import type { JsonObject } from '../../../domain/json.ts';
import { parsed } from './workspace.ts';

const single = (path: string): boolean => path !== 'traits.tags';
const contained = (inner: JsonObject, ...outer: readonly JsonObject[]): boolean =>
  isContained(
    parsed(inner),
    outer.map((each) => parsed(each)),
    single,
  );

const did = (times: JsonObject | number, within?: string): JsonObject => ({
  did: { event: 'Clicked', times, ...(within !== undefined && { within }) },
});

describe('a condition is contained', () => {
  it.each<[string, JsonObject, ...JsonObject[]]>([
    ['in itself', { 'traits.plan': 'team' }, { 'traits.plan': 'team' }],
    ['in what asks for less', { 'traits.plan': 'team', 'context.device': 'mobile' }, { 'traits.plan': 'team' }],
    ['in a list with its value', { 'traits.plan': 'team' }, { 'traits.plan': { $in: ['team', 'free'] } }],
    ['in a longer list', { 'traits.plan': { $in: ['a', 'b'] } }, { 'traits.plan': { $in: ['b', 'c', 'a'] } }],
    ['in another value denied', { 'traits.plan': 'team' }, { 'traits.plan': { $ne: 'enterprise' } }],
    ['in fewer values denied', { 'traits.plan': { $nin: ['a', 'b'] } }, { 'traits.plan': { $ne: 'a' } }],
    ['in that the fact is set', { 'traits.plan': 'team' }, { 'traits.plan': { $exists: true } }],
    ['in a range with its value', { 'traits.age': 30 }, { 'traits.age': { $gte: 18 } }],
    ['in a wider range', { 'traits.age': { $gte: 18, $lt: 30 } }, { 'traits.age': { $gt: 17 } }],
    ['in a range that begins with it', { 'traits.age': { $gt: 18 } }, { 'traits.age': { $gte: 18 } }],
    ['in a longer time from now', { 'traits.createdAt': { $gte: { $ago: '3d' } } }, { 'traits.createdAt': { $gte: { $ago: '7d' } } }],
    ['in an earlier version', { 'traits.build': { $gte: '1.10' } }, { 'traits.build': { $gte: '1.9' } }],
    ['in the beginning of its text', { 'traits.plan': { $starts: 'team-' } }, { 'traits.plan': { $contains: 'eam' } }],
    ['in one of its own alternatives', { 'traits.plan': 'a' }, { $or: [{ 'traits.plan': 'b' }, { 'traits.plan': 'a' }] }],
    ['where each of its alternatives is', { $or: [{ 'traits.age': 3 }, { 'traits.age': 5 }] }, { 'traits.age': { $lt: 9 } }],
    ['in several together', { 'traits.plan': { $in: ['a', 'b'] } }, { 'traits.plan': 'a' }, { 'traits.plan': 'b' }],
    ['in several of which each has a part', { 'traits.plan': { $in: ['a', 'b'] }, 'traits.age': 3 }, { 'traits.plan': 'a' }, { 'traits.plan': 'b', 'traits.age': { $lt: 4 } }],
    ['in a segment, by what it says', { 'traits.plan': 'team', 'context.device': 'mobile' }, { segments: 'team' }],
    ['as a segment, by what it says', { segments: 'team' }, { 'traits.plan': { $in: ['team', 'enterprise', 'x'] } }],
    ['as what is not in a segment', { segments: { $ne: 'team' } }, { 'traits.plan': { $ne: 'team' } }],
    ['in a lower number of times', did({ $gte: 3 }, '7d'), did({ $gte: 2 }, '7d')],
    ['in a longer window', did({ $gte: 3 }, '7d'), did({ $gte: 3 }, '14d')],
    ['in that it was ever done', did({ $gte: 3 }, '7d'), { 'events.Clicked.count': { $gte: 1 } }],
    ['in a shorter window, of what is seldom done', did(0, '14d'), did({ $lte: 1 }, '7d')],
    ['in a milestone, by its event', { 'events.Project Created.count': 2 }, { completed: 'project' }],
    ['in anything, where nobody can meet it', { 'traits.age': { $gt: 5, $lt: 3 } }, { 'traits.plan': 'team' }],
    ['in nothing at all, where nobody can meet it', { 'traits.plan': { $in: ['a'], $ne: 'a' } }],
    ['in nothing at all, where its own numbers exclude each other', { $and: [did({ $gte: 3 }, '7d'), did({ $lt: 3 }, '7d')] }],
    ['in everybody', { 'traits.plan': 'team' }, {}],
    ['in none of others', { 'traits.plan': 'team' }, { $nor: [{ 'traits.plan': 'free' }, { 'traits.plan': { $exists: false } }] }],
  ])('%s', (_, inner, ...outer) => expect(contained(inner, ...outer)).toBe(true)); // prettier-ignore

  it.each<[string, JsonObject, ...JsonObject[]]>([
    ['in what asks for more', { 'traits.plan': 'team' }, { 'traits.plan': 'team', 'context.device': 'mobile' }],
    ['in a narrower range', { 'traits.age': { $gte: 18 } }, { 'traits.age': { $gt: 18 } }],
    ['in a range of texts, of numbers', { 'traits.age': { $gte: 18 } }, { 'traits.plan': { $gte: 'a' } }],
    ['in a day, as a distance from now', { 'traits.createdAt': { $gte: { $ago: '3d' } } }, { 'traits.createdAt': { $gte: '2026-01-01' } }],
    ['in a shorter window', did({ $gte: 3 }, '14d'), did({ $gte: 3 }, '7d')],
    ['in whole days, as instants', did({ $gte: 3 }, '14d'), did({ $gte: 1, $ne: 25 }, '21d')],
    ['in a denied value of a list', { 'traits.tags': 'a' }, { 'traits.tags': { $ne: 'b' } }],
    ['in nothing, of a list that has both', { 'traits.tags': { $all: ['a', 'b'] } }],
    ['in nothing at all', { 'traits.plan': 'team' }],
    ['as everybody', {}, { 'traits.plan': 'team' }],
    ['in an empty list', { 'traits.plan': 'team' }, { 'traits.plan': { $in: [] } }],
    ['in that it is written, as what may be missing', { 'traits.plan': null }, { 'traits.plan': { $exists: true } }],
  ])('not %s', (_, inner, ...outer) => expect(contained(inner, ...outer)).toBe(false)); // prettier-ignore

  it('or said not to be, in a moment, where it could be asked about in too many ways', () => {
    const either = (index: number): JsonObject => ({ $or: [{ 'traits.age': { $gt: index } }, { 'traits.plan': `p${index}` }] }); // prettier-ignore
    const many = { $and: Array.from({ length: 40 }, (_, index) => either(index)) };
    const start = performance.now();
    expect(contained(many, { 'traits.plan': 'zz', 'traits.age': 1 }, { 'context.device': 'x' })).toBe(false);
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});
