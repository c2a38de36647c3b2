import { usher } from '../support/command.ts';
import { reconciledText } from '../../cli/reconcile/text.ts';
import { day, minute } from '../../domain/time/instant.ts';
import { createIngest } from '../../ingest/index.ts';
import { realClock } from '../../domain/time/clock.ts';
import { track } from '../support/event.ts';
import { programOf } from '../support/program.ts';
import { freshName } from '../support/stack.ts';
import { delay } from '../support/steps.ts';
import { absentTemporal } from '../support/temporal.ts';
import { openWorking, type Working } from '../support/working.ts';

let working: Working;
beforeAll(async () => {
  working = await openWorking([programOf([delay(day)])]);
});
afterAll(() => working.close());

describe('usher reconcile', () => {
  it('tells where both sides disagree and changes nothing; with --fix it mends', async () => {
    const user = await working.enters();
    await working.visit(user, ({ status }) => status === 'open');
    await working.handle(user).terminate();
    const looked = await usher(['reconcile'], working.environment);
    expect({ code: looked.code, stderr: looked.stderr }).toEqual({ code: 3, stderr: '' });
    expect(looked.stdout).toMatch(/ended +1 +0 {2}open visits whose workflow is over/);
    expect(looked.stdout).toContain(`test/${user}`);
    expect((await working.user(user)).visits.test).toMatchObject({ status: 'open' });
    const fixed = await usher(['reconcile', '--fix', '--json'], working.environment);
    expect(fixed.code).toBe(0);
    expect(JSON.parse(fixed.stdout)).toMatchObject({ kinds: [{ kind: 'ended', found: 1, mended: 1, examples: [`test/${user}`] }] }); // prettier-ignore
    expect((await working.user(user)).visits.test).toMatchObject({ status: 'closed' });
    const told = (await working.kept.store.trail.of(user)).at(-1);
    expect(told?.entries).toMatchObject([{ what: 'terminated' }]);
    // As if whoever closed the visit had died before that was told.
    await working.kept.db.collection('trail').deleteOne({ user, number: told?.number });
    const again = await usher(['reconcile', '--fix'], working.environment);
    expect((await working.kept.store.trail.of(user)).at(-1)).toEqual(told);
    expect({ code: again.code, agree: again.stdout.includes('they agree') }).toEqual({ code: 0, agree: true });
  });

  it('counts what was left undone for more than ten minutes', async () => {
    const alone = createIngest({ store: working.kept.store, temporal: absentTemporal, clock: realClock, onError: () => {} }); // prettier-ignore
    const user = freshName('bo');
    await alone.take(track(user, 'Signed Up', { at: Date.now() }));
    await alone.close();
    // The worker's own sweep may be faster than this test: both kinds of an end are right.
    await working.kept.age(11 * minute);
    const { stdout } = await usher(['reconcile', '--fix', '--json'], working.environment);
    const { kinds } = JSON.parse(stdout) as { kinds: readonly { kind: string; found: number; mended: number }[] };
    // What was told is done when the workflow has decided, which may take a moment more.
    for (const { kind, found, mended } of kinds) expect([kind, mended <= found]).toEqual(['todo', true]);
    await working.visit(user, ({ status }) => status === 'open');
    const after = await usher(['reconcile'], working.environment);
    expect({ code: after.code, agree: after.stdout.includes('they agree') }).toEqual({ code: 0, agree: true });
  });
});

describe('a reconciliation for people', () => {
  it('is a table of what was found', () => {
    const kinds = [{ kind: 'ended', found: 2, mended: 0, examples: ['onboarding/bo', 'win-back/ada'] }] as const;
    expect(reconciledText({ checked: { visits: 312, workflows: 310 }, kinds }, false)).toBe(
      [
        '! 312 open visits compared with 310 running workflows',
        '',
        'kind         found  mended  meaning',
        'ended            2       0  open visits whose workflow is over or gone: closed',
        '                            onboarding/bo, win-back/ada',
        '',
        'Nothing was changed; --fix mends it.',
      ].join('\n'),
    );
  });

  it('is one line where all agree', () => {
    expect(reconciledText({ checked: { visits: 3, workflows: 3 }, kinds: [] }, false)).toBe(
      '✔ 3 open visits compared with 3 running workflows: they agree',
    );
  });
});
