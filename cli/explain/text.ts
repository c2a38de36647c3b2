import type { Instant } from '../../domain/time/instant.ts';
import { percent } from '../../domain/experiment/meet.ts';
import type { Explanation } from '../../client/explain/explanation.ts';
import { printable } from '../table.ts';
import { createInstantWords, type InstantWords } from '../../domain/time/instant-words.ts';
import { standingLines } from './standing.ts';
import { stepColumn, storyLines } from './story.ts';
import { whyNotLines } from './why-not.ts';

/** An explanation for people, in the user's own time; of who asked about one template the answer alone. */
export function explanationText(explanation: Explanation, now: Instant): string {
  const words = createInstantWords(explanation.zone);
  const { whyNot } = explanation;
  const lines = whyNot === null ? tellingLines(explanation, now, words) : whyNotLines(whyNot, words);
  return [headLine(explanation, now, words), ...lines].map(printable).join('\n');
}

function headLine(explanation: Explanation, now: Instant, words: InstantWords): string {
  const { user, address, zone, isOwnZone, locale, reach } = explanation;
  const where = isOwnZone ? zone : `${zone} (the workspace's, the user's is not known)`;
  const ways = reach.map(({ channel, reached, because }) => `${channel} ${reached}${because.length === 0 ? '' : ` (${because.join('; ')})`}`); // prettier-ignore
  return [user, address, `${where}, now ${words.full(now)}`, locale ?? 'locale not known', ways.join(', ')]
    .filter((part) => part !== '')
    .join(' · ');
}

function tellingLines(explanation: Explanation, now: Instant, words: InstantWords): readonly string[] {
  const { joined, standings, story, earlier, showings, arms, refused, declined, segments, undeclared } = explanation;
  return [
    ...joined.toSorted((a, b) => a.at - b.at).map(({ user: former, at }) => `joined ${former}, ${words.full(at)}`),
    ...standings.flatMap((standing) => standingLines(standing, now, words)),
    ...(earlier === 0 ? [] : ['', `(${earlier} earlier lines are left out)`]),
    ...storyLines(story, words),
    ...section('In the product', showings.map((shown) => [shown.slot, shownWords(shown, words)])),
    ...section('Arms', arms.map((arm) => [arm.experiment, armWords(arm, words)])),
    ...section('Not entered', refused.map(({ journey, at, because }) => [journey, `${words.full(at)}: ${because.join('; ')}`])),
    ...section('Not done', declined.map((each) => [each.did, declinedWords(each, words)])),
    ...section('In segments', segments.filter(({ is }) => is).map(({ segment, because }) => [segment, because.join('; ')])),
    ...section('Not in segments', segments.filter(({ is }) => !is).map(({ segment, because }) => [segment, because.join('; ')])),
    ...(undeclared.length === 0 ? [] : [`Not declared in profile.yaml: ${undeclared.join(', ')}`]),
  ]; // prettier-ignore
}

function section(title: string, rows: readonly (readonly [name: string, words: string])[]): readonly string[] {
  const column = rows.reduce((most, [name]) => Math.max(most, name.length), stepColumn);
  return rows.length === 0 ? [] : [title, ...rows.map(([name, words]) => ` ${name.padEnd(column)} ${words}`)];
}

function shownWords({ item, rule, at, seen }: Explanation['showings'][number], words: InstantWords): string {
  const by = rule === null ? 'default' : `rule ${rule}`;
  return `${words.full(at)}: ${item} by ${by}, ${seen === null ? 'not seen yet' : `seen ${words.full(seen)}`}`;
}

function armWords({ arm, at, bucket, probability }: Explanation['arms'][number], words: InstantWords): string {
  if (at === null || bucket === null || probability === null) return `${arm}; stays`;
  return `${arm} (${percent(probability)}), bucket ${bucket}, first met ${words.full(at)}; stays`;
}

function declinedWords(declined: Explanation['declined'][number], words: InstantWords): string {
  const { at, by, reason, journey, words: answer } = declined;
  const who = [by === null ? '' : ` by ${by}`, reason === null ? '' : `: "${reason}"`].join('');
  return `${words.full(at)}, in ${journey}${who}; ${answer}`;
}
