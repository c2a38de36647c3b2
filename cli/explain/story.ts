import type { Line, Sent } from '../../client/explain/story.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { createInstantWords, type InstantWords } from '../../domain/time/instant-words.ts';

/** Steps are set in a column at least so wide, and as wide as the longest of them up to `widest`. */
export const stepColumn = 13;
const widest = 40;

/** What became of nudges is what people look for. */
const loud = new Set(['sent', 'held', 'skipped', 'failed', 'dropped']);

/** What happened, day by day; with the journey's name where there are several. */
export function storyLines(story: readonly Line[], words: InstantWords): readonly string[] {
  const several = new Set(story.map(nameOf)).size > 1;
  const whereOf = (line: Line): string => (several ? `${nameOf(line)} · ${line.step}` : line.step);
  const longest = story.reduce((most, line) => Math.max(most, whereOf(line).length), stepColumn);
  const column = Math.min(longest, widest);
  let day = '';
  return story.flatMap((line) => {
    const today = words.day(line.at);
    const heading = today === day ? [] : ['', today];
    day = today;
    return [...heading, ...entryLines(line, whereOf(line).padEnd(column), words)];
  });
}

function nameOf({ journey, key }: Line): string {
  return key === null ? journey : `${journey} ${key}`;
}

/** @param where the step, as wide as the column of steps */
function entryLines(line: Line, where: string, words: InstantWords): readonly string[] {
  const { step, at, what, because, until, sent } = line;
  const [first, ...more] = because;
  const told = [
    what === step ? (first ?? '') : [whatWords(what), first].filter((part) => part !== undefined).join(': '),
    ...(sent === undefined ? [] : sentWords(line, sent, words)),
  ].join('; ');
  return [
    ` ${words.time(at)} ${where} ${told}${until === undefined ? '' : ` → ${words.near(until, at)}`}`,
    ...more.map((reason) => `${' '.repeat(where.length + 10)}${reason}`),
  ];
}

function whatWords(what: string): string {
  return loud.has(what) ? what.toUpperCase() : what;
}

/** What a nudge was and in which words it went out, where that does not go without saying, and what came back of it. */
function sentWords({ step, at }: Line, sent: Sent, words: InstantWords): readonly string[] {
  const { template, transactional, maybeTwice, heard } = sent;
  return [
    ...(template === step ? [] : [template]),
    ...languageWords(sent),
    ...(transactional ? ['transactional: at any hour, in no cap'] : []),
    ...(maybeTwice ? ['may have gone out twice'] : []),
    ...elsewhere(sent, at, words),
    ...heard.map(({ what, at: then }) => `${what} ${words.near(then, at)}`),
  ];
}

function languageWords({ locale, choice }: Sent): readonly string[] {
  if (locale === null) return [];
  if (choice == null || choice.by === 'exact') return [`in ${locale}`];
  if (choice.asked === null) return [`in ${locale}, the workspace's: what the user reads was not known`];
  return [
    choice.by === 'language'
      ? `in ${locale} for ${choice.asked}`
      : `in ${locale}: there are no words in ${choice.asked}`,
  ];
}

/** Hours were those of where the user was then. */
function elsewhere({ zone }: Sent, at: Instant, words: InstantWords): readonly string[] {
  if (zone === undefined) return [];
  const there = createInstantWords(zone).full(at);
  return there === words.full(at) ? [] : [`${there} by the clocks of ${zone}, as far as was known then`];
}
