import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parseCondition } from '../../../domain/condition/parse.ts';
import type { Json } from '../../../domain/json.ts';
import { condition } from './arbitrary-condition.ts';
import { runs } from './runs.ts';
import { parsed, vocabulary } from './workspace.ts';

interface Wrong {
  readonly found: string;
  readonly condition: Json;
  readonly problems: readonly string[];
}

const wrong = JSON.parse(readFileSync(new URL('./problems.cases.json', import.meta.url), 'utf8')) as Wrong[];

function problemsOf(raw: unknown): readonly string[] {
  const result = parseCondition(raw, vocabulary);
  if (result.ok) return [];
  return result.problems.map(({ path, code, message }) => `${path.join(' › ')} ${code}: ${message}`.trim());
}

function warningsOf(raw: unknown): readonly string[] {
  const result = parseCondition(raw, vocabulary);
  return result.ok ? (result.warnings ?? []).map(({ path, code }) => `${path.join(' › ')} ${code}`) : ['wrong'];
}

/** A fact compared so often that the condition is as large as wanted. */
const large = (clauses: number): Json => ({
  $or: Array.from({ length: clauses }, (_, index) => ({ 'traits.age': index })),
});

const nested = (depth: number): Json => (depth === 0 ? { 'traits.age': 1 } : { $or: [nested(depth - 1)] });

describe('parsing a condition', () => {
  it.each(wrong)('refuses $found', ({ condition: raw, problems }) => {
    expect(problemsOf(raw)).toEqual(problems);
  });

  it('reads a bare date in the zone of the workspace', () => {
    expect(parsed({ 'traits.createdAt': '2026-03-01' })).toEqual({
      kind: 'field',
      path: 'traits.createdAt',
      type: 'date',
      zone: 'Europe/Berlin',
      tests: [
        { kind: 'compare', comparison: 'eq', operand: { kind: 'value', value: Date.parse('2026-02-28T23:00Z') } },
      ],
    });
  });

  it('takes the end of an event’s path for the part, so that a name may hold dots', () => {
    expect(parsed({ 'events.a.count.first': { $exists: true } })).toMatchObject({
      path: 'events.a.count.first',
      type: 'date',
    });
  });

  it('expands a segment to its condition', () => {
    const condition = vocabulary.segments.new;
    expect(parsed({ segments: { $ne: 'new' } })).toEqual({ kind: 'segment', segment: 'new', condition, is: false });
  });

  it('expands a milestone to its event', () => {
    const milestone = { kind: 'completed', milestone: 'profile', event: 'Profile Completed', is: true };
    expect(parsed({ completed: 'profile' })).toEqual(milestone);
  });

  it('takes did without times for at least once', () => {
    expect(parsed({ did: { event: 'Signed Up' } })).toEqual(
      parsed({ did: { event: 'Signed Up', times: { $gte: 1 } } }),
    );
  });

  it('knows the events of a workspace that lists them', () => {
    const listed = { ...vocabulary, events: ['Signed Up'] };
    const result = parseCondition({ did: { event: 'Singed Up' } }, listed);
    const [problem] = result.ok ? [] : result.problems;
    expect(problem?.message).toBe('no event is named "Singed Up", did you mean "Signed Up"?');
  });

  it('knows no fact that every object inherits', () => {
    for (const name of ['traits.constructor', 'arms.toString', 'traits.__proto__']) {
      expect(problemsOf(JSON.parse(`{ "${name}": 1 }`))).toHaveLength(1);
    }
    expect(problemsOf({ segments: 'constructor' })).toHaveLength(1);
    expect(problemsOf({ 'traits.plan': { constructor: 1 } })).toHaveLength(1);
  });

  it.each([
    ['a times of 0 without an age', { did: { event: 'App Opened', times: 0 } }, ['did CONDITION_NEWBORNS']],
    [
      'at most so many times without an age',
      { did: { event: 'App Opened', times: { $lt: 3 } } },
      ['did CONDITION_NEWBORNS'],
    ],
    [
      'more than 20 times',
      { did: { event: 'App Opened', times: { $gte: 21 }, within: '30d' } },
      ['did › times CONDITION_WHOLE_DAYS'],
    ],
    ['an empty list', { 'traits.plan': { $in: [] } }, ['traits.plan › $in CONDITION_EMPTY_LIST']],
  ])('warns of %s', (_, raw, warnings) => {
    expect(warningsOf(raw)).toEqual(warnings);
  });

  it.each([
    ['an age beside it', { did: { event: 'App Opened', times: 0 }, 'traits.createdAt': { $lte: { $ago: '14d' } } }],
    [
      'an age around it',
      {
        $or: [{ did: { event: 'A', times: 0 } }, { 'traits.plan': 'team' }],
        'events.Signed Up.first': { $lt: { $ago: '2d' } },
      },
    ],
    ['20 times', { did: { event: 'App Opened', times: { $gte: 20 }, within: '30d' } }],
    ['exactly 20 times', { did: { event: 'App Opened', times: 20, within: '36h' } }],
    [
      'at most 20 times',
      {
        did: { event: 'App Opened', times: { $lte: 20 }, within: '36h' },
        'events.App Opened.first': { $lte: { $ago: '2d' } },
      },
    ],
    ['a did that somebody new cannot meet', { did: { event: 'App Opened', times: 1 } }],
    ['a did that is denied', { $nor: [{ did: { event: 'App Opened', times: 0 } }] }],
  ])('does not warn of %s', (_, raw) => {
    expect(warningsOf(raw)).toEqual([]);
  });

  it('refuses a condition that is too large, once', () => {
    expect(problemsOf(large(490))).toEqual([]);
    expect(problemsOf(large(600))).toEqual([expect.stringContaining('CONDITION_TOO_LARGE')]);
  });

  it('counts what its segments hold', () => {
    const big = { ...vocabulary, segments: { big: parsed(large(150)) } };
    expect(parseCondition({ segments: { $in: ['big'] } }, big).ok).toBe(true);
    expect(parseCondition({ segments: { $in: ['big', 'big', 'big'] } }, big).ok).toBe(false);
  });

  it('refuses a condition that is too deep', () => {
    expect(problemsOf(nested(16))).toEqual([]);
    expect(problemsOf(nested(17))).toEqual([expect.stringContaining('nested more than 16 deep')]);
    expect(problemsOf(nested(5_000))).toHaveLength(1);
  });

  it('refuses a list, a name and a text that are too long', () => {
    const long = 'x'.repeat(1_001);
    expect(problemsOf({ 'traits.age': { $in: Array.from({ length: 1_001 }, () => 1) } })).toHaveLength(1);
    expect(problemsOf({ 'traits.plan': long })).toHaveLength(1);
    expect(problemsOf({ [`events.${long}.count`]: 1 })).toHaveLength(1);
    expect(problemsOf({ did: { event: long } })).toHaveLength(1);
  });

  it('answers a condition that holds itself', () => {
    const raw: Record<string, unknown> = {};
    raw.$and = [raw, raw];
    expect(problemsOf(raw).length).toBeGreaterThan(0);
  });
});

/** JSON whose keys and texts are often those of the language. */
const almost = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 8 },
    fc.constantFrom<Json>(null, true, 0, -1, 1.5, 1e300, '', '3d', '2026-03-01', '1.2', 'new', 'profile', 'Signed Up'),
    fc.string(),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      fc.oneof(
        fc.constantFrom(
          ...['$and', '$or', '$nor', '$not', '$eq', '$in', '$gte', '$elemMatch', '$ago', '$regex', '$all'],
        ),
        fc.constantFrom(
          ...['traits.plan', 'traits.tags', 'traits.createdAt', 'events.a.last', 'arms.tour', 'features.x'],
        ),
        fc.constantFrom(...['segments', 'completed', 'did', 'event', 'times', 'within', '__proto__', 'constructor']),
        fc.string(),
      ),
      tie('value'),
      { maxKeys: 4 },
    ),
  ),
})).value;

const anything = fc.oneof(
  { weight: 4, arbitrary: almost },
  { weight: 1, arbitrary: fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }) },
);

/** Keys at every depth. */
function keysOf(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => [...(Array.isArray(value) ? [] : [key]), ...keysOf(each)]);
}

describe('whatever is parsed', () => {
  it('never throws, and every refusal says why', () => {
    fc.assert(
      fc.property(anything, (raw) => {
        const result = parseCondition(raw, vocabulary);
        return (
          result.ok || (result.problems.length > 0 && result.problems.every(({ message }) => message.length < 300))
        );
      }),
      { numRuns: runs(5_000, 100_000) },
    );
  });

  it('becomes plain JSON that a database can keep', () => {
    fc.assert(
      fc.property(condition(true), (raw) => {
        const meant = parsed(raw);
        expect(JSON.parse(JSON.stringify(meant))).toEqual(meant);
        expect(keysOf(meant).filter((key) => /[.$]/.test(key))).toEqual([]);
      }),
      { numRuns: runs(500, 10_000) },
    );
  });
});
