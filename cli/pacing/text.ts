import { journeyOf } from '../../domain/enrolment/identity.ts';
import type { HoursAccount } from '../../domain/pacing/account.ts';
import type { LedgerEntry } from '../../domain/pacing/ledger.ts';
import { durationWords } from '../../domain/time/duration.ts';
import { createInstantWords, type InstantWords } from '../../domain/time/instant-words.ts';
import { switchText } from '../switch/text.ts';
import { capLine, gapLine } from './room.ts';
import type { Pacing } from './pacing.ts';

/** More of the ledger is in `--json`. */
const shownNudges = 20;

/** What pacing knows of a user, for people, in the user's own time. */
export function pacingText(pacing: Pacing): string {
  const { user, address, zone, now, caps, gap, quiet, allowed, claims, nudges, holdout, switches } = pacing;
  const words = createInstantWords(zone);
  const went = nudges.filter(({ status }) => status !== 'held');
  const left = went.length - shownNudges;
  return [
    `${user} · ${address} · ${zone}, now ${words.full(now)}`,
    ...paragraph('Room', [...caps.map((cap) => capLine(cap, now, words)), gapLine(gap, words)]),
    ...paragraph('Hours', [...quiet, ...allowed].map((hours) => hoursLine(hours, words))),
    ...paragraph('Waiting', claims.map((claim) => nudgeLine(claim, words))),
    ...paragraph('Consent', consentLines(pacing, words)),
    ...paragraph('Holdout', holdout === null ? [] : [holdout]),
    ...paragraph('Switched off', switches.map((each) => `${switchText(each)}, for ${durationWords(now - each.at)}`)),
    ...paragraph('Nudges, newest first', went.slice(0, shownNudges).map((entry) => nudgeLine(entry, words))),
    ...(left > 0 ? [`  and ${left} more, in --json`] : []),
  ].join('\n'); // prettier-ignore
}

function paragraph(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
}

function hoursLine({ hours, words: what, now, next }: HoursAccount, words: InstantWords): string {
  const only = hours.channels.length === 0 ? '' : ` (${hours.channels.join(', ')})`;
  const when = next === null ? '' : words.full(next);
  // What allowed hours say of a nudge is that it is outside of them.
  const name = `${what.replace(/^outside of the /, '')}${only}`;
  if (now) return `${name}: now${when === '' ? '' : `, until ${when}`}`;
  return `${name}: ${when === '' ? 'not within 400 days' : `next ${when}`}`;
}

function consentLines({ consent: { modes, said }, suppressed, isSuppressed }: Pacing, words: InstantWords) {
  const wanted = Object.entries(modes).map(([channel, mode]) => `${channel} ${mode}`);
  return [
    `policy: ${wanted.join(', ')}`,
    ...(said.length === 0 ? ['the user has said nothing'] : said.map((each) => `${words.full(each.at)}  ${each.words}`)),
    ...(suppressed.length === 0 ? [] : [`refused mail for good: ${suppressed.join(', ')}${isSuppressed ? '; the present address, too' : ''}`]),
  ]; // prettier-ignore
}

function nudgeLine({ at, channel, template, status, course, step, transactional }: LedgerEntry, words: InstantWords) {
  const when = status === 'held' ? `${words.full(at)} at the earliest` : words.full(at);
  const kind = transactional ? ', transactional' : '';
  const where = step === template ? journeyOf(course) : `${journeyOf(course)} · ${step}`;
  return `${when}  ${channel.padEnd(7)} ${template}: ${status}${kind} (${where})`;
}
