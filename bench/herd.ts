import { availableParallelism } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { second, type Instant, type Milliseconds } from '../domain/time/instant.ts';
import { mostWithin, waitsOf } from './herd/pace.ts';
import { herdRelease } from './herd/release.ts';
import { openYard, type Arrived, type Yard } from './herd/yard.ts';
import { atLeast, atMost, printFigures, type Mark } from './marks.ts';

/*
 * `npm run bench:herd -- [--herd 5000] [--others 200] [--rate 6] [--spread 1300] [--workers 2] [--json]`: a herd of users
 * whose mail is due at one instant, and others of another journey due when half of the herd should have got theirs;
 * through Temporal, workers, MongoDB and SMTP. Counted is what comes to the SMTP server. A rate that the workers could
 * not exceed would show nothing: on four cores the development servers, which do everything one after the other, come to
 * little more than twenty mails a second, on two to ten, and to half of that while the timers of thousands fire at once,
 * or where others need the cores too. So on four cores and more the rate is 20, the spread 300 and there are three workers.
 */

const usual =
  availableParallelism() < 4
    ? { rate: '6', spread: '1300', workers: '2' }
    : { rate: '20', spread: '300', workers: '3' };

const { values } = parseArgs({
  options: {
    herd: { type: 'string', default: '5000' },
    others: { type: 'string', default: '200' },
    rate: { type: 'string', default: usual.rate },
    spread: { type: 'string', default: usual.spread },
    workers: { type: 'string', default: usual.workers },
    json: { type: 'boolean', default: false },
  },
});
const [herd, others, rate, workers] = [
  Number(values.herd),
  Number(values.others),
  Number(values.rate),
  Number(values.workers),
];
const spread: Milliseconds = Number(values.spread) * second;
const all = herd + others;

/** Until everybody is enrolled: the development servers take some dozens of users a second, on two cores half as many. */
const enrolling: Milliseconds = 10 * second + all * 30 * Math.max(1, 4 / availableParallelism());
/** Events that are sent at once. */
const atOnce = 50;
/** The spread, or the herd's mails at the provider's pace where nine tenths of that take longer. */
const draining: Milliseconds = Math.max(spread, (all / (rate * 0.9)) * second);
/** How late who is held may come, each time: a timer, and a worker that has much to do. */
const tolerance: Milliseconds = 10 * second;
/** Nothing is expected any more when it took so much longer. */
const patience = 2;

interface Crowd {
  readonly journey: string;
  readonly users: number;
  readonly due: Instant;
}

/** Enrols so many users of a journey whose mail is due then. */
async function enrol({ ingest }: Yard, { journey, users, due }: Crowd): Promise<void> {
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < users) {
      const userId = `${journey}-${next++}`;
      const traits = { email: `${userId}@acme.test`, dueAt: new Date(due).toISOString() };
      await ingest.take({ type: 'identify', userId, traits, messageId: `${userId}-known` });
      await ingest.take({ type: 'track', userId, event: `${journey} begun`, messageId: `${userId}-begun` });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  await ingest.settled();
}

/** Waits until all mails have come, or none is to be expected any more. */
async function waitForAll(yard: Yard, due: Instant): Promise<readonly Arrived[]> {
  // The others come to theirs half of the time later.
  const end = due + patience * (1.5 * draining + tolerance);
  for (;;) {
    // The list of thousands of mails costs the machine something, the count nothing.
    if ((await yard.count()) >= all || Date.now() > end) return yard.arrived();
    await pause(2 * second);
  }
}

/** What one turn costs (ms, median) where the rate is not reached: nothing else is sent by that channel. */
async function turnCosts({ limiter }: Yard): Promise<number> {
  const costs: number[] = [];
  for (let turn = 0; turn < 100; turn++) {
    const began = performance.now();
    await limiter.turn({
      channel: 'webhook',
      journey: 'herd',
      key: String(turn),
      rate: 1_000_000,
      ticket: null,
      rank: 1,
    });
    costs.push(performance.now() - began);
  }
  return Number((costs.sort((a, b) => a - b)[50] ?? NaN).toFixed(1));
}

interface Run {
  readonly arrived: readonly Arrived[];
  readonly due: Instant;
  readonly othersDue: Instant;
  /** Between the last enrolment and the instant at which the mails are due. */
  readonly early: Milliseconds;
}

async function run(yard: Yard): Promise<Run> {
  const due = Date.now() + enrolling;
  const othersDue = due + Math.round(draining / 2);
  await enrol(yard, { journey: 'herd', users: herd, due });
  await enrol(yard, { journey: 'other', users: others, due: othersDue });
  const early = due - Date.now();
  await pause(Math.max(0, early));
  return { arrived: await waitForAll(yard, due), due, othersDue, early };
}

function figuresOf({ arrived, due, othersDue, early }: Run) {
  const instantsOf = (journey: string): readonly Instant[] =>
    arrived.filter(({ user }) => user.startsWith(journey)).map(({ at }) => at);
  const instants = arrived.map(({ at }) => at);
  const herdIn = Math.max(...instantsOf('herd'));
  const before = instants.filter((at) => at <= herdIn).length;
  const came = new Set(arrived.map(({ user }) => user)).size;
  return {
    enrolledBeforeDueSeconds: Math.round(early / second),
    came,
    doubles: arrived.length - came,
    secondsToTheLastOfTheHerd: Math.round((herdIn - due) / second),
    mailsASecond: Number((before / ((herdIn - due) / second)).toFixed(1)),
    mostInASecond: mostWithin(instants, second),
    mostInTenSeconds: mostWithin(instants, 10 * second),
    waitOfHerd: waitsOf(instantsOf('herd'), due),
    waitOfOthers: waitsOf(instantsOf('other'), othersDue),
  };
}

function marksOf(figures: ReturnType<typeof figuresOf>): readonly Mark[] {
  // Turns are exact; on a busy machine one mail is up to a second longer under way from its turn than another.
  const underWay = rate;
  // Half of the rate is theirs, from when those who had booked before them are gone: at most ten seconds.
  const fair = spread / second + (2 * others) / (rate * 0.9) + (10 * second + tolerance) / second;
  return [
    atLeast('seconds before it was due that all were enrolled', figures.enrolledBeforeDueSeconds, 0),
    atLeast('users whose mail came', figures.came, all),
    atMost('mails that came twice', figures.doubles, 0),
    atMost('most mails in ten seconds', figures.mostInTenSeconds, 10 * rate + underWay),
    atMost('most mails in a second', figures.mostInASecond, rate + underWay),
    // The others are due later and have a spread of their own.
    atMost(
      'seconds to the last mail of the herd',
      figures.secondsToTheLastOfTheHerd,
      Math.ceil((draining + 2 * tolerance) / second),
    ),
    atMost('seconds that 95 % of the others waited at most', figures.waitOfOthers.p95, Math.ceil(fair)),
  ];
}

const yard = await openYard(await herdRelease({ rate, spread }), workers);
try {
  const turnCostsMs = await turnCosts(yard);
  const figures = figuresOf(await run(yard));
  const given = { herd, others, rate, spreadSeconds: spread / second, workers };
  printFigures({ ...given, turnCostsMs, ...figures }, marksOf(figures));
} finally {
  await yard.close();
}
