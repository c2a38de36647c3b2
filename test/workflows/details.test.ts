import type { Instruction } from '../../domain/enrolment/instruction.ts';
import type { NudgeNews } from '../../domain/enrolment/news.ts';
import { detailsOf, nothingTold, toldWith, type Told } from '../../workflows/details.ts';
import { monday } from '../support/event.ts';

const stay = { zone: 'Europe/Berlin', since: 'Tue 3 Mar 21:40', next: 'Thu 5 Mar 08:00', then: 'invite' };
const held: Instruction = {
  number: 4,
  state: { step: 3, since: monday, entry: monday },
  task: { kind: 'wait', until: monday, words: 'daily email limit' },
  status: 'held',
  step: 'video-tour',
  because: [],
  news: { stay },
};
const beside = { release: '7f3a55520', arms: ['tour-format=video'] };

function details(instruction: Partial<Instruction> = {}, told: Partial<Told> = {}): readonly string[] {
  return detailsOf({ ...held, ...instruction }, { ...nothingTold, ...told }, beside).split('\n');
}

describe('the current details', () => {
  it('tell where somebody stands, why, what is next, and the goal', () => {
    const goal = 'Project Created by Mon 16 Mar 09:14';
    expect(details({}, { goal, done: ['wait-profile'] })).toEqual([
      '**HELD** at `video-tour` since Tue 3 Mar 21:40 (Europe/Berlin)  ',
      '**Why:** daily email limit  ',
      '**Next:** Thu 5 Mar 08:00 send, then *invite*  ',
      '**Goal:** Project Created by Mon 16 Mar 09:14, not yet; done: wait-profile',
      '',
      'arm tour-format = video; release 7f3a555. To act: Update, `{"by":"…","reason":"…"}`',
    ]);
  });

  it.each([
    ['waiting', 'Thu 5 Mar 08:00 at the latest, then *invite*'],
    ['delayed', 'Thu 5 Mar 08:00, then *invite*'],
    ['failing', 'Thu 5 Mar 08:00 send again, then *invite*'],
    ['paused', 'goes on when it is resumed, then *invite*'],
  ] as const)('say what is next while it is %s', (status, words) => {
    expect(details({ status })[2]).toBe(`**Next:** ${words}`);
  });

  it('name the step to which a timeout leads', () => {
    const news = { stay: { ...stay, late: 'remind' } };
    expect(details({ status: 'waiting', news })[2]).toBe(
      '**Next:** Thu 5 Mar 08:00 at the latest, then *invite*, or on timeout *remind*',
    );
  });

  it('say while a nudge is under way what is sent, and nothing of what is next', () => {
    const sending = {
      ...held,
      status: 'sending',
      task: { kind: 'deliver', words: 'email tour to b…@acme.test' },
    } as const;
    expect(
      detailsOf({ ...sending, news: {} }, nothingTold, beside)
        .split('\n')
        .slice(0, 2),
    ).toEqual(['**SENDING** at `video-tour`  ', '**Now:** email tour to b…@acme.test']);
  });

  it('offer nothing to do where it is over', () => {
    const task = { kind: 'end', outcome: 'converted', words: 'goal reached: Project Created' } as const;
    const over = { task, status: 'converted', news: { stay: { zone: 'UTC', since: 'Sat 7 Mar 12:30' } } } as const;
    expect(details(over)).toEqual([
      '**CONVERTED** Sat 7 Mar 12:30 (UTC)  ',
      '**Why:** goal reached: Project Created',
      '',
      'arm tour-format = video; release 7f3a555',
    ]);
  });

  it('show names and words as they are, whatever they mean to Markdown or to a table', () => {
    const nudges: NudgeNews[] = [['Mon 2 Mar 09:14', 'email a_b', 'failed: 550 | no <such> *user*\nhere']];
    expect(details({}, { nudges })).toContain(
      '| Mon 2 Mar 09:14\u2003 | email a\\_b\u2003 | failed: 550 \\| no \\<such\\> \\*user\\* here |',
    );
  });

  it('keep the newest dozen of nudges, each wait once, and the goal of the first decision', () => {
    const nudge = (number: number): NudgeNews => [`day ${number}`, 'email tip', 'sent'];
    const first = toldWith(nothingTold, { ...held, news: { goal: 'a goal', done: ['wait'] } });
    const told = Array.from({ length: 20 }, (_, number) => nudge(number)).reduce(
      (before, each) => toldWith(before, { ...held, news: { nudges: [each], done: ['wait'] } }),
      first,
    );
    expect(told).toEqual({
      goal: 'a goal',
      done: ['wait'],
      nudges: Array.from({ length: 12 }, (_, at) => nudge(at + 8)),
      story: [],
    });
  });

  it('keep the newest fifty lines of the story, also where the run before has kept none', () => {
    const lines = Array.from({ length: 60 }, (_, number) => `step-${number} done`);
    const told = lines.reduce<Told>((before, line) => toldWith(before, { ...held, because: [line] }), { done: [], nudges: [] }); // prettier-ignore
    expect(told.story).toEqual(lines.slice(10));
  });
});
