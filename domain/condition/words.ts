import { durationWords } from '../time/duration.ts';
import type { Condition, DidCondition, FieldCondition } from './condition.ts';
import { fieldOf } from './explain-feature.ts';
import { factWords } from './fact-path.ts';
import { isGroup, type Group, type Segment } from './leaves.ts';
import { phraseOf } from './phrase.ts';
import { rangesOf, type Range } from './times.ts';
import { clip, timesWords } from './value-words.ts';

/** What a condition says, in an author's words and at most 120 bytes: `in segment new and device mobile`. */
export function conditionWords(condition: Condition): string {
  return clip(wordsOf(condition));
}

function wordsOf(condition: Condition): string {
  if (isGroup(condition)) return groupWords(condition);
  switch (condition.kind) {
    case 'field':
      return fieldWords(condition);
    case 'did':
      return didWords(condition);
    case 'feature':
      return fieldWords(fieldOf(condition));
    case 'recent':
      return `${condition.feature} ${rangesWords(rangesOf(condition.times))} in ${durationWords(condition.within)}`;
    case 'since':
      return condition.event;
    case 'completed':
      return completedWords(condition);
    case 'segment':
      return segmentWords(condition);
  }
}

function completedWords({ event, is }: Extract<Condition, { kind: 'completed' }>): string {
  return is ? event : `not ${event}`;
}

function segmentWords({ segment, is }: Segment): string {
  return `${is ? 'in' : 'not in'} segment ${segment}`;
}

function groupWords({ kind, of }: Group): string {
  if (kind === 'nor') return of.length === 1 ? `not ${joined(of, '')}` : `not any of ${joined(of, ', ')}`;
  if (kind === 'or') return joined(of, ' or ');
  return of.length === 0 ? 'everybody' : joined(of, ' and ');
}

/** Brackets keep `and` and `or` apart. */
function joined(conditions: readonly Condition[], word: string): string {
  return conditions
    .map((each) => (isGroup(each) && conditions.length > 1 ? `(${wordsOf(each)})` : wordsOf(each)))
    .join(word);
}

function fieldWords(field: FieldCondition): string {
  const tests = field.tests.map((test) => phraseOf(test, field).bare);
  return `${factWords(field.path)} ${tests.join(' and ')}`;
}

function didWords({ event, times, within }: DidCondition): string {
  const window = within === null ? '' : ` in ${durationWords(within)}`;
  const wanted = rangesOf(times);
  const [range] = wanted;
  if (wanted.length === 1 && range?.from === 1 && range.to === null) return `${event}${window}`;
  return `${event} ${rangesWords(wanted)}${window}`;
}

/** Numbers of times: `at least 3 times`, `once`, `0 times`, `2 to 4 times`. */
function rangesWords(ranges: readonly Range[]): string {
  return ranges.length === 0 ? 'never' : ranges.map(rangeWords).join(' or ');
}

function rangeWords({ from, to }: Range): string {
  if (to === null) return `at least ${timesWords(from)}`;
  if (from === to) return timesWords(from);
  return from === 0 ? `at most ${timesWords(to)}` : `${from} to ${timesWords(to)}`;
}
