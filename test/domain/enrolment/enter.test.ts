import type { JsonObject } from '../../../domain/json.ts';
import type { Program } from '../../../domain/journey/program.ts';
import { day, hour } from '../../../domain/time/instant.ts';
import { monday } from '../../support/event.ts';
import { play, sent, type Deed } from '../../support/play.ts';
import { onEvent, programOf } from '../../support/program.ts';
import { delay, send } from '../../support/steps.ts';

const onGo = { enrol: [onEvent('Go')] };
const short = (rest: Partial<Program>): Program => programOf([send('hi')], { ...onGo, ...rest });
const long = (rest: Partial<Program>): Program =>
  programOf([delay(3 * day, { next: 1 }), send('bye')], { ...onGo, ...rest });
const refusals = (program: Program, deeds: Deed[]): readonly string[] =>
  play([program], { deeds }).user.refused.flatMap(({ because }) => because);

describe('again', () => {
  const twice: Deed[] = [
    ['Go', ''],
    ['Go', '1d'],
  ];

  it.each<[string, Program['again'], string[]]>([
    ['never', { kind: 'never' }, ['hi']],
    ['always', { kind: 'always' }, ['hi', 'hi +1d']],
    ['after too long a time', { kind: 'after', after: day + 1 }, ['hi']],
    ['after just that time', { kind: 'after', after: day }, ['hi', 'hi +1d']],
  ])('%s', (_, again, expected) => {
    expect(sent(play([short({ again })], { deeds: twice }))).toEqual(expected);
  });

  it('never lets anybody in who is still inside', () => {
    expect(refusals(long({ again: { kind: 'always' } }), twice)).toEqual(['already in this journey']);
  });
});

describe('per', () => {
  const per = long({ per: 'properties.team', again: { kind: 'always' } });
  const go = (said: JsonObject, after = ''): Deed => ['Go', after, said];

  it('enrols once per key', () => {
    const { user, nudges } = play([per], {
      deeds: [go({ team: 'a' }), go({ team: 'b' }, '1h'), go({ team: 'a' }, '2h')],
    });
    expect(nudges.map(({ at }) => at - monday)).toEqual([3 * day, 3 * day + hour]);
    expect(Object.keys(user.visits)).toEqual([
      expect.stringMatching(/^test~[0-9a-f]{16}$/),
      expect.stringMatching(/^test~/),
    ]);
    expect(user.refused.map(({ because }) => because)).toEqual([['already in this journey']]);
  });

  it('takes the key into everything that names the enrolment', () => {
    const { user } = play([per], { deeds: [go({ team: 'a/b' })] });
    const [course] = Object.keys(user.visits);
    expect(user.ledger.map(({ nudge }) => nudge)).toEqual([`${course}/bo/1/bye/0`]);
    expect(user.visits[course!]!.key).toBe('a/b');
  });

  it.each([[{}], [{ team: null }], [{ team: '' }], [{ team: ['a', 'b'] }], [{ team: {} }]])(
    'refuses without a key: %j',
    (said) => {
      expect(refusals(per, [go(said)])).toEqual(['the entry event has no properties.team']);
    },
  );

  it('takes numbers and texts alike', () => {
    const deeds = [go({ team: 7 }), go({ team: '7' }, '1h')];
    expect(refusals(per, deeds)).toEqual(['already in this journey']);
  });
});

describe('exclusive and priority', () => {
  const low = long({ journey: 'low', exclusive: 'group', priority: 1 });
  const high = long({ journey: 'high', exclusive: 'group', priority: 2 });
  const late = long({
    journey: 'late',
    exclusive: 'group',
    priority: 9,
    enrol: [onEvent('Late')],
  });
  const other = long({ journey: 'other', exclusive: 'another', priority: 0 });

  it('of candidates of one event lets the highest in', () => {
    const { user } = play([low, high, other], { deeds: [['Go', '']] });
    expect(Object.keys(user.visits).sort()).toEqual(['high', 'other']);
    expect(user.refused).toMatchObject([{ journey: 'low', because: ['in high, of the same group group'] }]);
  });

  it('never displaces an open journey', () => {
    const { user } = play([low, late], {
      deeds: [
        ['Go', ''],
        ['Late', '1h'],
      ],
    });
    expect(Object.keys(user.visits)).toEqual(['low']);
  });

  it('lets the next one in when the open one is over', () => {
    const { user } = play([low, late], {
      deeds: [
        ['Go', ''],
        ['Late', '4d'],
      ],
    });
    expect(Object.keys(user.visits)).toEqual(['low', 'late']);
  });
});

describe('a holdout', () => {
  const goal = { milestone: 'project', event: 'Project Created', within: 2 * day };
  const everybody = long({ holdout: 1, goal });

  it('keeps out, remembers it, and keeps the reason', () => {
    const { user, nudges } = play([everybody], { deeds: [['Go', '']] });
    expect([nudges, user.visits]).toEqual([[], {}]);
    expect(user.heldOut.test).toMatchObject({ at: monday, converted: null });
    expect(user.refused[0]?.because[0]).toMatch(/^held out: bucket [\d.]+, holdout below 1$/);
  });

  it.each<[string, string, number | null]>([
    ['in time', '1d', monday + day],
    ['at the last instant', '2d', monday + 2 * day],
    ['too late', '49h', null],
  ])('counts a goal that is reached %s', (_, after, expected) => {
    const { user } = play([everybody], {
      deeds: [
        ['Go', ''],
        ['Project Created', after],
      ],
    });
    expect(user.heldOut.test?.converted).toBe(expected);
  });

  it('never takes out who was in before', () => {
    const again = long({ again: { kind: 'always' } });
    const { user } = play([again], { deeds: [['Go', '']] });
    expect(user.visits.test?.entry.because).toEqual(['Go']);
  });

  it('says why somebody is not held out', () => {
    const { user } = play([long({ holdout: 0.0001 })], { deeds: [['Go', '']] });
    expect(user.visits.test?.entry.because[1]).toMatch(/^not held out: bucket [\d.]+, holdout below 0.0001$/);
  });
});
