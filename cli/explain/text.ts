import type { Instant } from '../../domain/time/instant.ts';
import type { Explanation, Line, Standing } from '../../client/explain/explanation.ts';
import { createInstantWords, type InstantWords } from '../../domain/time/instant-words.ts';

/** Steps are set in a column of this width, as far as they fit. */
const stepColumn = 13;

/** An explanation for people, in the user's own time. */
export function explanationText(explanation: Explanation, now: Instant): string {
  const { user, joined, address, zone, locale, standings, story, refused, segments, undeclared } = explanation;
  const words = createInstantWords(zone);
  const head = [user, address, `${zone}, now ${words.full(now)}`, locale ?? 'locale not known'].join(' · ');
  return [
    head,
    ...joined.toSorted((a, b) => a.at - b.at).map(({ user: former, at }) => `joined ${former}, ${words.full(at)}`),
    ...standings.flatMap((standing) => standingLines(standing, words)),
    ...storyLines(story, words),
    ...(refused.length === 0 ? [] : ['Not entered', ...refused.map((refusal) => refusalLine(refusal, words))]),
    ...segmentLines('In segments', segments.filter(({ is }) => is)),
    ...segmentLines('Not in segments', segments.filter(({ is }) => !is)),
    ...(undeclared.length === 0 ? [] : [`Not declared in profile.yaml: ${undeclared.join(', ')}`]),
  ].join('\n'); // prettier-ignore
}

function standingLines(standing: Standing, words: InstantWords): readonly string[] {
  const { journey, release, status, step, why, next, goal } = standing;
  const place = step === null ? '' : ` at ${step}`;
  return [
    `${journey} · release ${release.slice(0, 7)} · ${status.toUpperCase()}${place}`,
    `  why    ${why}`,
    ...(next === null ? [] : [`  next   ${words.full(next)}`]),
    ...(goal === null ? [] : [`  goal   ${goal.event} by ${words.full(goal.by)}: ${reachedWords(goal, words)}`]),
  ];
}

function reachedWords({ reached, after }: NonNullable<Standing['goal']>, words: InstantWords): string {
  if (after !== null) return `reached after the last step, ${words.full(after)}`;
  return reached ? 'reached' : 'not yet';
}

function storyLines(story: readonly Line[], words: InstantWords): readonly string[] {
  const several = new Set(story.map(({ journey }) => journey)).size > 1;
  let day = '';
  return story.flatMap((line) => {
    const today = words.day(line.at);
    const heading = today === day ? [] : ['', today];
    day = today;
    return [...heading, ...entryLines(line, several, words)];
  });
}

function entryLines(
  { journey, step, at, what, because }: Line,
  several: boolean,
  words: InstantWords,
): readonly string[] {
  const [first, ...more] = because;
  const told = what === step ? (first ?? '') : [what, first].filter((part) => part !== undefined).join(': ');
  const where = several ? `${journey} · ${step}` : step;
  const column = several ? stepColumn * 2 : stepColumn;
  return [
    ` ${words.time(at)} ${where.padEnd(column)} ${told}`,
    ...more.map((reason) => `${' '.repeat(column + 10)}${reason}`),
  ];
}

function refusalLine({ journey, at, because }: Explanation['refused'][number], words: InstantWords): string {
  return ` ${journey.padEnd(stepColumn)} ${words.full(at)}: ${because.join('; ')}`;
}

function segmentLines(title: string, segments: Explanation['segments']): readonly string[] {
  const lines = segments.map(({ segment, because }) => ` ${segment.padEnd(stepColumn)} ${because.join('; ')}`);
  return lines.length === 0 ? [] : [title, ...lines];
}
