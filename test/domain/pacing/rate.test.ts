import {
  book,
  graceOf,
  longestWait,
  missedTicket,
  urgent,
  type Turn,
  type TurnRequest,
} from '../../../domain/pacing/rate.ts';
import { mostJourneys } from '../../../domain/pacing/rate-board.ts';
import { idle } from '../../../domain/pacing/rate-state.ts';
import { bySecond, rush, type Gone } from './rush.ts';

const noon = Date.UTC(2026, 2, 2, 12);
const punctual = (): number => 0;
/** Up to a second for a timer and some time for the way. */
const usual = (nudge: number, asked: number): number => (asked === 0 ? (nudge * 3) % 500 : 50 + ((nudge * 7919 + asked * 131) % 1_100)); // prettier-ignore

function requests(journey: string, count: number, rest: Partial<TurnRequest> = {}): readonly TurnRequest[] {
  return Array.from({ length: count }, (_, index) => ({ journey, key: `${journey}-${index}`, ticket: null, rank: 1, ...rest })); // prettier-ignore
}

function goes(answers: readonly Turn[]): readonly number[] {
  return answers.flatMap((turn) => (turn.kind === 'go' ? [turn.at] : []));
}

function holds(answers: readonly Turn[]): readonly Extract<Turn, { kind: 'hold' }>[] {
  return answers.flatMap((turn) => (turn.kind === 'hold' ? [turn] : []));
}

function waits(gone: readonly Gone[], journey: string): { median: number; p95: number } {
  const all = gone.filter((each) => each.journey === journey).map(({ at, due }) => at - due).sort((a, b) => a - b); // prettier-ignore
  return { median: all[Math.floor(all.length / 2)] ?? NaN, p95: all[Math.floor(all.length * 0.95)] ?? NaN };
}

describe('a turn at the provider', () => {
  it('is now where the rate is not reached', () => {
    const { answers } = book(idle, requests('a', 1), { now: noon + 730, rate: 100 });
    expect(answers).toEqual([{ kind: 'go', at: noon + 730 }]);
  });

  it('comes one place after the other where several ask at once', () => {
    const { answers } = book(idle, requests('a', 4), { now: noon, rate: 4 });
    expect(goes(answers)).toEqual([noon, noon + 250, noon + 500, noon + 750]);
  });

  it('is in the next second where this one is full, and never further away than a worker waits', () => {
    const { answers } = book(idle, requests('a', 250), { now: noon + 400, rate: 100 });
    const instants = goes(answers);
    expect(instants.filter((at) => at < noon + 1_000)).toHaveLength(60);
    expect(Math.max(...instants)).toBeLessThanOrEqual(noon + 400 + longestWait);
    expect(holds(answers)[0]).toMatchObject({ ticket: { at: noon + 2_000, booked: true } });
  });

  it('is kept for who comes back in time, though others ask meanwhile', () => {
    const first = book(idle, requests('a', 300), { now: noon, rate: 100 });
    const [held] = holds(first.answers);
    const crowded = book(first.state, requests('b', 500), { now: noon + 1_500, rate: 100 });
    const back = book(crowded.state, requests('a', 1, { ticket: held?.ticket ?? null }), {
      now: (held?.ticket.at ?? 0) + 500,
      rate: 100,
    });
    expect(goes(back.answers)).toHaveLength(1);
  });

  it('is told again to who comes much too early', () => {
    const first = book(idle, requests('a', 500), { now: noon, rate: 100 });
    const last = holds(first.answers).at(-1);
    const again = book(first.state, requests('a', 1, { ticket: last?.ticket ?? null }), { now: noon + 1, rate: 100 });
    expect(again.answers).toMatchObject([{ kind: 'hold', ticket: last?.ticket }]);
  });

  it('is another one for who comes too late', () => {
    const first = book(idle, requests('a', 300), { now: noon, rate: 100 });
    const [held] = holds(first.answers);
    const back = book(first.state, requests('a', 1, { ticket: held?.ticket ?? null }), {
      now: noon + 60_000,
      rate: 100,
    });
    expect(back.answers).toEqual([{ kind: 'go', at: noon + 60_000 }]);
  });

  it('is missed a quarter of a second later, or half of the way to the next', () => {
    expect([1_000, 2, 1, 0.5, 1 / 60].map(graceOf)).toEqual([250, 250, 500, 1_000, 30_000]);
  });

  it('is any other for who has missed it, but none that is kept, and none out of a share to come', () => {
    const herd = book(idle, requests('a', 60), { now: noon, rate: 4 });
    const late = requests('a', 1, { ticket: missedTicket });
    const [held] = book(herd.state, late, { now: noon + 900, rate: 4 }).answers;
    // All that is to be had is kept for others, the last of each second for another journey.
    expect(held).toMatchObject({ kind: 'hold', ticket: { booked: false } });
    const asking = { now: noon + 11_000, rate: 4 };
    const [{ state, answers }, { state: without }] = [book(herd.state, late, asking), book(herd.state, [], asking)];
    expect(answers).toEqual([{ kind: 'go', at: noon + 11_000 }]);
    // It was none of those that were told to come back.
    expect(without.journeys[0]?.waiting).toBeGreaterThan(0);
    expect(state.journeys[0]?.waiting).toBe(without.journeys[0]?.waiting);
  });

  it('leaves a tenth of the seconds to come to journeys that come later', () => {
    const first = book(idle, requests('a', 5_000), { now: noon, rate: 100 });
    const second = book(first.state, requests('b', 50), { now: noon + 1, rate: 100 });
    const tickets = holds(second.answers).map(({ ticket }) => ticket);
    expect(tickets.every(({ booked, at }) => booked && at <= noon + 10_000)).toBe(true);
  });

  it('is a booked one where those who booked the second before hardly came', () => {
    const first = book(idle, requests('a', 400), { now: noon, rate: 100 });
    const newcomer = book(first.state, requests('b', 1), { now: noon + 3_500, rate: 100 });
    expect(newcomer.answers).toEqual([{ kind: 'go', at: noon + 3_500 }]);
  });

  it('keeps to a rate that was lowered meanwhile', () => {
    const first = book(idle, requests('a', 300), { now: noon, rate: 100 });
    const back = holds(first.answers).filter(({ ticket }) => ticket.at === noon + 2_000);
    const asking = back.map(({ ticket }, index) => ({ journey: 'a', key: String(index), ticket, rank: 1 }));
    const { answers } = book(first.state, asking, { now: noon + 2_100, rate: 10 });
    expect(asking.length).toBeGreaterThan(50);
    expect(goes(answers).filter((at) => at < noon + 3_000).length).toBeLessThanOrEqual(10);
  });
});

describe('a turn by rank', () => {
  it('is the sooner the more important a nudge is, among those that ask at once', () => {
    const asking = [3, 1, 2].flatMap((rank) => requests('a', 2, { rank }));
    const { answers } = book(idle, asking, { now: noon, rate: 4 });
    const instants = answers.map((turn) => (turn.kind === 'go' ? turn.at - noon : Infinity));
    expect(instants).toEqual([1_000, 1_250, 0, 250, 500, 750]);
  });

  it('of what is urgent is a place that others have booked, theirs another one', () => {
    const first = book(idle, requests('a', 5_000), { now: noon, rate: 100 });
    const now = noon + 900;
    const receipts = book(first.state, requests('a', 60, { rank: urgent }), { now, rate: 100 });
    expect(goes(receipts.answers)).toHaveLength(60);
    expect(Math.max(...goes(receipts.answers))).toBeLessThanOrEqual(now + longestWait);
    const second = holds(first.answers).filter(({ ticket }) => ticket.booked && ticket.at === noon + 2_000);
    const asking = second.map(({ ticket }, index) => ({ journey: 'a', key: String(index), ticket, rank: 1 }));
    const { answers } = book(receipts.state, asking, { now: noon + 2_000, rate: 100 });
    const taken = [...goes(receipts.answers), ...goes(answers)].map((at) => ({ at }));
    expect(bySecond(taken).get(noon / 1_000 + 2)).toBeLessThanOrEqual(100);
  });

  it('of what is urgent is kept for it where a rate has few', () => {
    const rate = 1 / 60;
    const first = book(idle, requests('a', 1_000), { now: noon, rate });
    const receipt = book(first.state, requests('b', 1, { rank: urgent }), { now: noon + 1_000, rate });
    const [held] = holds(receipt.answers);
    expect(held).toMatchObject({ ticket: { booked: true } });
    expect(held!.ticket.at - noon).toBeLessThanOrEqual(60_000);
    const others = holds(first.answers).filter(({ ticket }) => ticket.at === held!.ticket.at);
    const asking = others.map(({ ticket }, index) => ({ journey: 'a', key: String(index), ticket, rank: 1 }));
    const late = book(receipt.state, asking, { now: held!.ticket.at - 200, rate });
    expect(goes(late.answers)).toEqual([]);
    const own = { journey: 'b', key: 'b-0', ticket: held!.ticket, rank: urgent };
    expect(goes(book(late.state, [own], { now: held!.ticket.at, rate }).answers)).toHaveLength(1);
  });
});

describe('a herd of 5,000 at a provider that takes 100 a second', () => {
  const crowds = [{ journey: 'a', count: 5_000, at: noon }];

  it('leaves within little more than 50 seconds', () => {
    const { gone } = rush({ rate: 100, crowds, late: usual });
    const seconds = bySecond(gone);
    expect(gone).toHaveLength(5_000);
    expect(Math.max(...seconds.values())).toBeLessThanOrEqual(100);
    expect(Math.max(...gone.map(({ at }) => at)) - noon).toBeLessThan(55_000);
  });

  it('does not starve the 200 of another journey', () => {
    for (const after of [1_000, 20_000]) {
      const { gone } = rush({ rate: 100, crowds: [...crowds, { journey: 'b', count: 200, at: noon + after }], late: usual }); // prettier-ignore
      const [a, b] = [waits(gone, 'a'), waits(gone, 'b')];
      expect(b.median).toBeLessThan(a.median / 2);
      expect(b.p95).toBeLessThan(15_000);
    }
  });

  it('gives two journeys alike about half of every second once both wait', () => {
    const both = [...crowds, { journey: 'b', count: 2_000, at: noon + 1_000 }];
    const { gone } = rush({ rate: 100, crowds: both, late: usual });
    const between = gone.filter(({ at }) => at > noon + 11_000 && at < noon + 30_000);
    const share = between.filter(({ journey }) => journey === 'b').length / between.length;
    expect(share).toBeGreaterThan(0.4);
    expect(share).toBeLessThan(0.6);
  });

  it('keeps no receipt waiting, though it is of the same journey', () => {
    const receipts = { journey: 'a', count: 300, at: noon + 10_000, rank: urgent };
    const { gone } = rush({ rate: 100, crowds: [...crowds, receipts], late: usual });
    const waited = gone.filter(({ rank }) => rank === urgent).map(({ at, due }) => at - due);
    expect(waited).toHaveLength(300);
    expect(Math.max(...waited)).toBeLessThan(6_000);
    expect(Math.max(...bySecond(gone).values())).toBeLessThanOrEqual(100);
    expect(Math.max(...gone.map(({ at }) => at)) - noon).toBeLessThan(58_000);
  });

  it('goes on at its pace where some never come back', () => {
    const { gone, state } = rush({ rate: 100, crowds, late: usual, lost: 50 });
    const busy = [...bySecond(gone)].filter(([at]) => at > noon / 1_000 && at < noon / 1_000 + 40);
    const mean = busy.reduce((total, [, count]) => total + count, 0) / busy.length;
    expect(mean).toBeGreaterThan(85);
    expect(state.journeys.length).toBeLessThanOrEqual(mostJourneys);
  });

  it('needs few questions: a nudge asks twice or three times', () => {
    const { gone } = rush({ rate: 100, crowds, late: punctual });
    expect(gone.reduce((total, { asked }) => total + asked, 0) / gone.length).toBeLessThan(3);
  });
});

it('is fair to each of twenty journeys: the smallest is not behind the herds', () => {
  const herds = Array.from({ length: 20 }, (_, index) => ({ journey: `herd-${index}`, count: 250, at: noon }));
  const small = { journey: 'small', count: 20, at: noon + 11_000 };
  const { gone } = rush({ rate: 100, crowds: [...herds, small], late: usual });
  expect(gone).toHaveLength(5_020);
  expect(waits(gone, 'small').p95).toBeLessThan(12_000);
  const medians = herds.map(({ journey }) => waits(gone, journey).median);
  expect(Math.max(...medians)).toBeLessThan(2 * Math.min(...medians));
});

it('has a small state, however many journeys rush', () => {
  const crowds = Array.from({ length: 40 }, (_, index) => ({ journey: `a-journey-with-a-name-${index}`, count: 200, at: noon + index * 100 })); // prettier-ignore
  expect(rush({ rate: 1_000, crowds, late: usual }).largest).toBeLessThan(8_192);
});
