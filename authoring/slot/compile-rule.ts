import type { z } from 'zod';
import { didYouMean } from '../../domain/condition/nearest.ts';
import { own } from '../../domain/own.ts';
import { Rule } from '../../domain/slot/schema.ts';
import type { Showing, Shown, SlotRule } from '../../domain/slot/slot.ts';
import { readCondition } from '../journey/read-condition.ts';
import { checkKeys } from '../read/check.ts';
import { type Cursor, isMapping } from '../read/cursor.ts';
import { readDate } from '../read/read-date.ts';
import { refuseItem, type SlotNames } from './names.ts';

type Keys = Partial<z.output<typeof Rule>>;

/** Compiles one rule of a slot; null where something about it was refused. */
export function compileRule(rule: Cursor, names: SlotNames): SlotRule | null {
  const keys = checkKeys(Rule, rule);
  const when = readCondition(rule.at('when'), names.vocabulary);
  if (keys === null) return null;
  const show = showingOf(rule, keys, names);
  const dates = datesOf(rule, keys, names.vocabulary.zone);
  const isRight = keys.id !== undefined && (when !== null || rule.at('when').value === undefined);
  if (show === null || dates === null || !isRight || keys.id === undefined) return null;
  return { id: keys.id, when, ...dates, show, minAudience: keys.min_audience ?? null };
}

function datesOf(rule: Cursor, keys: Keys, zone: string): Pick<SlotRule, 'from' | 'to'> | null {
  const [from, to] = (['from', 'to'] as const).map((key) => readDate(rule.at(key), keys[key], zone));
  const missed = (['from', 'to'] as const).some((key) => rule.at(key).value !== undefined && keys[key] === undefined);
  if (from == null || to == null) return missed ? null : { from: from ?? null, to: to ?? null };
  if (from < to) return { from, to };
  return rule.at('to').refuse('VALUE_INVALID', 'found an end that is not after the beginning, expected a later date');
}

function showingOf(rule: Cursor, keys: Keys, names: SlotNames): Showing | null {
  const ways = ['show', 'experiment'].filter((key) => rule.at(key).value !== undefined);
  if (ways.length !== 1) {
    const said = ways.length === 0 ? 'nothing to show' : 'show and experiment in one rule';
    return rule.refuse('VALUE_INVALID', `found ${said}, expected one of show or experiment`, 'key');
  }
  if (rule.at('experiment').value !== undefined) return byArms(rule, keys.experiment, names);
  if (rule.at('arms').value !== undefined) {
    return rule
      .at('arms')
      .refuse('VALUE_INVALID', 'found "arms" beside "show", expected it beside "experiment"', 'key');
  }
  return keys.show === undefined ? null : shown(rule.at('show'), keys.show, { ...names, words: ['none'] });
}

interface Reading extends SlotNames {
  /** What may stand in the place of an item. */
  readonly words: readonly ('none' | 'next')[];
}

function shown(cursor: Cursor, name: string, { items, words }: Reading): Shown | null {
  const word = words.find((each) => each === name);
  if (word !== undefined) return { kind: word };
  if (items.includes(name)) return { kind: 'item', item: name };
  return refuseItem(cursor, items, `, or ${words.join(' or ')}`);
}

/** The arms have to be those of experiments.yaml, and one of them has to show something by itself. */
function byArms(rule: Cursor, experiment: string | undefined, names: SlotNames): Showing | null {
  const arms = rule.at('arms');
  if (experiment === undefined) return null;
  const known = own(names.vocabulary.experiments, experiment);
  if (known === undefined) {
    const slip = didYouMean(experiment, Object.keys(names.vocabulary.experiments));
    return rule.at('experiment').refuse('NAME_UNKNOWN', `found "${experiment}", expected an experiment of experiments.yaml${slip}`); // prettier-ignore
  }
  if (!isMapping(arms.value)) {
    if (arms.value !== undefined) return null;
    return rule.refuse(
      'KEY_MISSING',
      `"arms" is missing; expected what each arm shows, such as { control: next }`,
      'key',
    );
  }
  if (!areArms(arms, known)) return null;
  const read = arms.entries().map(([arm, cursor]) => [arm, shownBy(cursor, names)] as const);
  const given = read.flatMap(([arm, each]) => (each === null ? [] : [[arm, each] as const]));
  if (given.length < read.length) return null;
  if (given.some(([, { kind }]) => kind !== 'next'))
    return { kind: 'experiment', experiment, arms: Object.fromEntries(given) };
  return arms.refuse('STEP_IDLE', 'found next for every arm, expected an item or none for one of them at least');
}

function shownBy(cursor: Cursor, names: SlotNames): Shown | null {
  return typeof cursor.value === 'string' ? shown(cursor, cursor.value, { ...names, words: ['none', 'next'] }) : null;
}

function areArms(cursor: Cursor, known: readonly string[]): boolean {
  const written = cursor.entries();
  const missing = known.filter((arm) => !written.some(([name]) => name === arm));
  const strange = written.filter(([name]) => !known.includes(name));
  for (const [name, each] of strange) {
    const slip = didYouMean(name, missing) || `; its arms are ${known.join(', ')}`;
    each.refuse('NAME_UNKNOWN', `found the arm "${name}", expected one of experiments.yaml${slip}`, 'key');
  }
  for (const arm of missing) {
    cursor.refuse(
      'KEY_MISSING',
      `the arm "${arm}" is missing; where it shows nothing of its own write ${arm}: next`,
      'key',
    );
  }
  return missing.length + strange.length === 0;
}
