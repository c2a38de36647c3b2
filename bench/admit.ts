import { newProfile } from '../domain/profile/apply.ts';
import { admit, type Admission, type Admitting } from '../domain/pacing/admit.ts';
import type { LedgerEntry } from '../domain/pacing/ledger.ts';
import { openPolicy, type Cap, type Hours, type Policy } from '../domain/pacing/policy.ts';
import type { EmailTemplate } from '../domain/template/template.ts';
import { day, hour, minute, type Instant } from '../domain/time/instant.ts';
import { atLeast, printFigures } from './marks.ts';

/*
 * How many nudges a process admits: 10 caps of which each speaks of the nudge, 5 quiet rules, a gap, a priority and a
 * ledger of 200. Counted is what this process takes of a processor, its collector's and compiler's threads included.
 */

/** Enough for a median. */
const rounds = 9;
/** Each round takes at least so much of a core (ms); the first warms up. */
const roundLasts = 300;

const now = Date.UTC(2026, 2, 4, 13, 2);

/** Every kind of window, and scopes of every kind; `of` 200 nudges in 50 days each has room for one more, or has not. */
function capsWith(room: number): readonly Cap[] {
  return [
    { id: 'email-hour', of: { channel: 'email' }, max: 2, per: { kind: 'calendar', unit: 'hour' } },
    { id: 'email-day', of: { channel: 'email' }, max: 4 + room, per: { kind: 'calendar', unit: 'day' } },
    { id: 'email-month', of: { channel: 'email' }, max: 60, per: { kind: 'calendar', unit: 'month' } },
    { id: 'all-day', of: {}, max: 4 + room, per: { kind: 'rolling', length: day } },
    { id: 'all-week', of: {}, max: 28 + room, per: { kind: 'rolling', length: 7 * day } },
    { id: 'all-month', of: {}, max: 120 + room, per: { kind: 'rolling', length: 30 * day } },
    { id: 'tips-week', of: { category: 'tips' }, max: 28 + room, per: { kind: 'rolling', length: 7 * day } },
    { id: 'trial-week', of: { tag: 'trial' }, max: 28 + room, per: { kind: 'rolling', length: 7 * day } },
    { id: 'onboarding-week', of: { journey: 'onboarding' }, max: 28, per: { kind: 'rolling', length: 7 * day } },
    { id: 'visit', of: { channel: 'email' }, max: 200, per: { kind: 'enrolment' } },
  ];
}

const days = [1, 2, 3, 4, 5, 6, 7];
const quiet: readonly Hours[] = [
  { channels: ['email'], countries: [], days, from: 21 * 60, to: 8 * 60, then: 'hold' },
  { channels: [], countries: ['DE'], days: [7], from: 0, to: 0, then: 'skip' },
  { channels: ['email', 'in-app'], countries: [], days: [6], from: 0, to: 9 * 60, then: 'hold' },
  { channels: [], countries: ['DE', 'AT'], days, from: 12 * 60, to: 13 * 60, then: 'hold' },
  { channels: ['email'], countries: ['FR'], days, from: 0, to: 10 * 60, then: 'hold' },
];

function policyWith(room: number): Policy {
  return { ...openPolicy, caps: capsWith(room), gap: 2 * hour, quiet, priority: ['trial', 'onboarding', 'digest'] };
}

/** Four a day, the last 3 hours ago. */
function ledgerAt(end: Instant): readonly LedgerEntry[] {
  return Array.from({ length: 200 }, (_, index): LedgerEntry => {
    const at = end - 3 * hour - (199 - index) * 6 * hour;
    const course = index % 3 === 0 ? 'onboarding' : 'win-back';
    const nudge = `${course}/bo/1/step-${index}/0`;
    return { nudge, course, visit: 1, step: `step-${index}`, channel: 'email', template: `tip-${index}`, category: 'tips', tags: ['trial'], priority: 0, transactional: false, at, local: at + hour, fresh: null, status: 'sent', attempt: 1, lease: null }; // prettier-ignore
  });
}

const template: EmailTemplate = {
  ...{ name: 'tip', channel: 'email', category: 'tips', transactional: false, tags: ['trial'], priority: 0 },
  ...{ repeatAfter: 14 * day, locales: {} },
};

function admitting(policy: Policy): Admitting {
  const profile = { ...newProfile('bo'), traits: { email: 'bo@acme.test', timezone: 'Europe/Berlin', country: 'DE' } };
  return {
    nudge: { key: 'onboarding/bo/1/tip/0', course: 'onboarding', visit: 1, step: 'tip', template },
    ...{ ledger: ledgerAt(now), suppressed: [], policy, switches: [], facts: { profile, arms: {} } },
    ...{ zone: 'UTC', now, timed: false },
  };
}

/** Milliseconds of one core that this process has taken. */
function coreTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** Admissions per second of one core; every one asked at another minute's second, of another nudge. */
function round(asked: Admitting, kind: Admission['kind']): number {
  const start = coreTime();
  let done = 0;
  while (coreTime() - start < roundLasts) {
    for (let index = 0; index < 1_000; index++) {
      const at = now + (index % 50) * 1_000;
      const nudge = { ...asked.nudge, key: `onboarding/bo/1/tip/${index}` };
      if (admit({ ...asked, nudge, now: at }).kind !== kind) throw new Error(`not ${kind}: nothing was measured`);
    }
    done += 1_000;
  }
  return (done / (coreTime() - start)) * 1_000;
}

function median(asked: Admitting, kind: Admission['kind']): number {
  round(asked, kind);
  const speeds = Array.from({ length: rounds }, () => round(asked, kind)).sort((a, b) => a - b);
  return Math.round(speeds[Math.floor(rounds / 2)] ?? NaN);
}

const [free, full] = [admitting(policyWith(1)), admitting(policyWith(0))];
const held = admit({ ...full, now: now + minute });
const figures = {
  ...{ caps: free.policy.caps.length, quietRules: quiet.length, ledger: free.ledger.length, rounds },
  because: held.kind === 'go' ? [] : held.because,
};
const [goes, holds] = [median(free, 'go'), median(full, 'hold')];
printFigures(figures, [
  atLeast('admissions per second of one core, may go', goes, 50_000),
  atLeast('admissions per second of one core, must hold', holds, 15_000),
]);
