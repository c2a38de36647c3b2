import { readdirSync, readFileSync } from 'node:fs';
import { sample } from '../../journeys/sample/sample.ts';
import { parse, receive, type Line } from './events.ts';
import { dateAndTime } from './local-time.ts';
import { expectation } from './model.ts';

const file = readFileSync(new URL('../../journeys/sample/events.ndjson', import.meta.url), 'utf8');
const lines = parse(file);
const expected = expectation(file);
const otherTurn = expectation(file, { turn: 'last' });
const minute = 60_000;

function distinct(tell: (line: Line) => string | undefined): ReadonlySet<string | undefined> {
  return new Set(lines.map(tell));
}

describe('the sample', () => {
  it('is what its generator makes, to the byte', () => {
    expect(sample()).toBe(file);
  });

  it('reaches us in order, within two weeks of March 2026', () => {
    const instants = lines.map((line) => line.sentAt);
    expect(instants).toEqual(instants.toSorted());
    expect(instants[0]! >= '2026-03-02T00:00:00.000Z').toBe(true);
    expect(instants.at(-1)! < '2026-03-16T00:00:00.000Z').toBe(true);
  });

  it('has 300 users in eight time zones, on phones, tablets and desktops, in languages that fall back', () => {
    expect(expected.users).toBe(300);
    expect(distinct((line) => line.context?.timezone).size).toBeGreaterThanOrEqual(8);
    const locales = [...distinct((line) => line.context?.locale)];
    expect(locales).toEqual(
      expect.arrayContaining(['en', 'pt', 'pt-BR', 'PT', 'en-GB', 'de', 'zh-Hans-CN', undefined]),
    );
    const devices = [...distinct((line) => line.context?.device?.type)];
    expect(devices).toEqual(
      expect.arrayContaining(['ios', 'android', 'mobile', 'tablet', 'desktop', 'browser', undefined]),
    );
  });

  it.each(['mara🦊', 'teams/7/liz', 'j.p.doe', '$root', 'a|b', 'kim@acme.test', 'O Brien', 'u%2F1', '東京'])(
    'has a user whose id is %s',
    (id) => expect(lines.some((line) => line.userId === id)).toBe(true),
  );

  it('gives everybody an address of their own', () => {
    const owners = new Map(lines.flatMap((line) => (line.traits?.email ? [[line.userId, line.traits.email]] : [])));
    expect(new Set(owners.values()).size).toBe(owners.size);
    for (const address of owners.values()) expect(address).toMatch(/^[a-z0-9_][a-z0-9_-]*@acme\.test$/);
  });

  it('is as untidy as real streams: irrelevant, doubled, late and unordered', () => {
    expect(expected.events).toBe(expected.unique + expected.duplicates);
    expect(expected.irrelevant / expected.events).toBeGreaterThan(0.75);
    expect(expected.irrelevant / expected.events).toBeLessThan(0.85);
    expect(expected).toMatchObject({ duplicates: 96, late: 43 });
    const ahead = lines.filter((line) => line.timestamp > line.sentAt);
    expect(ahead.length).toBeGreaterThan(20);
    const received = receive(lines);
    const overtaken = received.filter((event, place) =>
      received.slice(0, place).some((other) => other.user === event.user && other.timestamp > event.timestamp),
    );
    expect(overtaken.length).toBeGreaterThan(100);
  });

  it('repeats a message to the letter, but for when it was sent', () => {
    const first = new Map<string, string>();
    for (const { sentAt, ...content } of lines) {
      expect(sentAt).toMatch(/Z$/);
      const text = JSON.stringify(content);
      expect(first.get(content.messageId) ?? text).toBe(text);
      first.set(content.messageId, text);
    }
  });

  it('leaves a minute between two events of one user', () => {
    const last = new Map<string, number>();
    for (const event of receive(lines)) {
      expect(event.receipt - (last.get(event.user) ?? -Infinity)).toBeGreaterThanOrEqual(minute);
      last.set(event.user, event.receipt);
    }
  });
});

describe('what the sample leads to', () => {
  it('adds up', () => {
    const { entered, converted, finished, left, outcomes, nudges, sent } = expected;
    const visits = Object.values(entered).reduce((sum, number) => sum + number, 0);
    expect(outcomes).toHaveLength(visits);
    expect(converted + finished + left).toBe(visits);
    expect(sent.total).toBe(nudges.length);
    for (const part of [sent.templates, sent.locales, sent.channels]) {
      expect(Object.values(part).reduce((sum, number) => sum + number, 0)).toBe(sent.total);
    }
  });

  it('is a story worth watching', () => {
    const { entered, converted, finished, left, sent, skipped, held } = expected;
    expect({ entered, converted, finished, left, sent: sent.total, skipped, held }).toEqual({
      entered: { onboarding: 218, 'team-tips': 28, 'win-back': 32 },
      converted: 55,
      finished: 193,
      left: 30,
      sent: 999,
      skipped: 54,
      held: { quiet: 111, caps: 78, gap: 4 },
    });
  });

  it('depends on nobody coming first where two journeys of a user want something at the same instant', () => {
    expect(otherTurn).toEqual(expected);
  });

  it('sends no mail at night, no second one on a day and nothing within two hours of anything else', () => {
    const zones = new Map(
      lines.flatMap(({ userId, context }) => (context?.timezone ? [[userId, context.timezone]] : [])),
    );
    const last = new Map<string, { at: number; mailed: string }>();
    for (const { user, channel, at } of expected.nudges) {
      const { date, time } = dateAndTime(zones.get(user) ?? 'Europe/Berlin', at);
      const before = last.get(user) ?? { at: -Infinity, mailed: '' };
      expect(at - before.at).toBeGreaterThanOrEqual(120 * minute);
      if (channel === 'email') expect({ user, early: time < '08:00', late: time >= '21:00', again: date === before.mailed }).toEqual({ user, early: false, late: false, again: false }); // prettier-ignore
      last.set(user, { at, mailed: channel === 'email' ? date : before.mailed });
    }
  });

  it('meets every way a journey ends', () => {
    const ways = new Set(expected.outcomes.map(({ journey, outcome }) => `${journey} ${outcome}`));
    expect([...ways].toSorted()).toEqual([
      'onboarding converted', 'onboarding done', 'onboarding left', 'onboarding quiet', 'onboarding stalled',
      'team-tips finished', 'team-tips left', 'win-back converted', 'win-back finished', 'win-back left',
    ]); // prettier-ignore
  });

  it('sends nothing twice, but for reminders, second visits and second teams; and everything that the workspace has', () => {
    const repeated = new Set(['invite-reminder', 'sorry', 'one-question', 'team-offer', 'solo-offer']);
    const once = expected.nudges.filter(({ journey, step }) => journey !== 'team-tips' && !repeated.has(step));
    const keys = once.map(({ user, journey, step }) => `${journey}/${user}/${step}`);
    expect(keys).toHaveLength(new Set(keys).size);
    const templates = readdirSync(new URL('../../journeys/templates', import.meta.url));
    expect(Object.keys(expected.sent.templates)).toEqual(['content/mobile-tips', ...templates].toSorted());
  });

  it('holds some out, one of whom converts all the same', () => {
    expect(expected.heldOut.length / expected.entered.onboarding!).toBeCloseTo(0.05, 1);
    expect(expected.heldOut.filter(({ converted }) => converted !== null).map(({ user }) => user)).toContain('finley');
  });

  it('is over by 28 March', () => {
    expect(Math.max(...expected.outcomes.map((outcome) => outcome.at))).toBeLessThan(Date.UTC(2026, 2, 28));
  });
});

/** By hand from the six's stories and the journeys; what they do reaches us after a quarter of a second. */
const six: readonly (readonly [string, readonly string[]])[] = [
  ['ada', [
    '2 Mar 08:00 welcome en', '3 Mar 09:30 tutorial en', // desktop; no import until the 5th, then the arm without film
    '6 Mar 09:00 invite en', '7 Mar 10:30 first-project en', '7 Mar 12:30 onboarding converted',
  ]],
  ['bo', [
    '2 Mar 08:14 welcome en', '3 Mar 20:40 content/mobile-tips en',
    '6 Mar 07:00 video-tour en', // held from 21:40 until 08:00 in Berlin
    '6 Mar 09:00 invite-card en', // no second mail on that day, and nothing within two hours
    '8 Mar 09:00 invite-reminder en', '10 Mar 09:00 invite-reminder en', '12 Mar 09:00 invite-reminder en',
    '14 Mar 07:00 trial-ends en', '14 Mar 07:00 onboarding quiet', // three days before the trial ends
    '15 Mar 07:00 team-welcome en', // held from 21:40 on the 13th until 08:00, then for trial-ends until the next day
    '17 Mar 09:00 team-views en', '17 Mar 09:00 team-tips finished', // a Tuesday
  ]],
  ['chen', [
    '6 Mar 14:05 welcome en', '8 Mar 12:00 tutorial en', '9 Mar 14:30 import-done en',
    '10 Mar 13:00 invite en', // 09:00 in New York since the clocks were changed
    '11 Mar 14:05 first-project en', '13 Mar 14:05 project-ideas en', '13 Mar 14:05 onboarding done',
  ]],
  ['dee', [
    '3 Mar 13:20 welcome pt', '3 Mar 18:20 content/mobile-tips pt', '4 Mar 20:00 import-help pt', '5 Mar 12:00 invite pt',
    '6 Mar 13:20 onboarding left',
  ]],
  ['eve', [
    '2 Mar 22:40 welcome en', '4 Mar 22:40 finish-profile en', '5 Mar 03:40 content/mobile-tips en',
    '7 Mar 03:40 video-tour en', '8 Mar 22:00 invite en', // Saturday afternoon in Sydney, then Monday morning
    '10 Mar 00:40 first-project en', '12 Mar 00:40 project-ideas en', '12 Mar 00:40 onboarding done',
    '17 Mar 14:40 win-back finished', // of which she hears nothing: she has unsubscribed
  ]],
  ['finley', []], // held out
]; // prettier-ignore

/** Clocks of zones show whole minutes; what follows from an event bears its quarter of a second. */
function told(at: number): string {
  expect([0, 250]).toContain(at % minute);
  const [, date, time] = /^2026-03-(\d\d)T(\d\d:\d\d)/.exec(new Date(at).toISOString())!;
  return `${Number(date)} Mar ${time!}`;
}

describe('the six', () => {
  it.each(six)('%s', (user, story) => {
    const sent = expected.nudges.filter((nudge) => nudge.user === user);
    const ends = expected.outcomes.filter((outcome) => outcome.user === user);
    const all = [
      ...sent.map(({ at, template, locale }) => ({ at, text: `${told(at)} ${template} ${locale}` })),
      ...ends.map(({ at, journey, outcome }) => ({ at, text: `${told(at)} ${journey} ${outcome}` })),
    ];
    expect(all.toSorted((a, b) => a.at - b.at).map(({ text }) => text)).toEqual(story);
  });
});
