import type { DecidedItem, SlotDecision } from '../../domain/slot/decision.ts';
import { durationWords } from '../../domain/time/duration.ts';
import { createInstantWords } from '../../domain/time/instant-words.ts';
import type { Answer } from './answer.ts';

/** A decision for people: facts, segments, rules, items, each with its reasons. */
export function answerText({ user, zone, decision, explained }: Answer): string {
  const { slot, release, source, because, items, ttl, validUntil } = decision;
  const head = [user, slot, `release ${release?.slice(0, 7) ?? 'none'}`, source === 'fallback' ? 'FALLBACK' : null];
  const until = validUntil === null ? '' : `, and no longer than ${createInstantWords(zone).full(validUntil)}`;
  return [
    head.filter((part) => part !== null).join(' · '),
    ...(source === 'fallback' ? section('why', because) : []),
    ...(explained === null ? [] : explanation(explained)),
    ...section('shows', items.length === 0 ? ['nothing'] : items.map((item) => itemWords(item, source))),
    ...section('keep', [`${durationWords(ttl)}${until}`]),
  ].join('\n');
}

function explanation({ facts, segments, rules }: NonNullable<Answer['explained']>): readonly string[] {
  const width = Math.max(...[...segments.map(({ segment }) => segment), ...rules.map(({ rule }) => rule)].map((name) => name.length)); // prettier-ignore
  return [
    ...section('facts', facts),
    ...section(
      'segments',
      segments.map(({ segment, isIn, because }) => `${segment.padEnd(width)} ${isIn ? 'in' : 'not in'}: ${because.join(', ')}`), // prettier-ignore
    ),
    ...section(
      'rules',
      rules.map(({ rule, says, because }) => `${rule.padEnd(width)} ${[says, because.join('; ')].filter((part) => part !== '').join(': ')}`), // prettier-ignore
    ),
  ];
}

/** The first column is as wide as its widest title. */
function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.map((line, index) => `  ${(index === 0 ? title : '').padEnd(8)} ${line}`);
}

function itemWords({ item, rule, locale, title }: DecidedItem, source: SlotDecision['source']): string {
  const unruled = source === 'fallback' ? 'fallback' : 'default';
  return `${item} in ${locale}, by ${rule === null ? unruled : `rule ${rule}`}: ${title}`;
}
