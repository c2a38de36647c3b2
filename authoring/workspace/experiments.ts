import { leavesOf } from '../../domain/condition/leaves.ts';
import type { Vocabulary } from '../../domain/condition/vocabulary.ts';
import type { Experiment } from '../../domain/experiment/experiment.ts';
import { Experiment as Entry } from '../../domain/experiment/schema.ts';
import { readCondition } from '../journey/read-condition.ts';
import { checkKeys } from '../read/check.ts';
import type { Cursor } from '../read/cursor.ts';
import { namedEntries } from './named-entries.ts';

/** More arms than traffic can feed. */
const mostArms = 20;
/** What decimal weights such as 33.33 may add up to beside 100. */
const tolerance = 0.000_001;

/** The arms of every experiment, which conditions and journeys may name; what is wrong with them is said by `readExperiments`. */
export function readArms(file: Cursor): Vocabulary['experiments'] {
  const entries = file.entries().map(
    ([name, entry]) =>
      [
        name,
        entry
          .at('arms')
          .entries()
          .map(([arm]) => arm),
      ] as const,
  );
  return Object.fromEntries(entries);
}

/** Reads `experiments.yaml`; what is wrong was reported, and is left out of the result. */
export function readExperiments(file: Cursor, vocabulary: Vocabulary): Readonly<Record<string, Experiment>> {
  const read = namedEntries(file).map(([name, entry]) => [name, readExperiment(name, entry, vocabulary)] as const);
  return Object.fromEntries(read.flatMap(([name, experiment]) => (experiment === null ? [] : [[name, experiment]])));
}

function readExperiment(name: string, entry: Cursor, vocabulary: Vocabulary): Experiment | null {
  const keys = checkKeys(Entry, entry);
  const target = readCondition(entry.at('target'), vocabulary);
  const own = target !== null && leavesOf(target).some((leaf) => leaf.kind === 'field' && leaf.path === `arms.${name}`);
  if (own)
    entry.at('target').refuse('VALUE_INVALID', 'an experiment cannot choose its users by their arm in it', 'key');
  if (keys?.arms === undefined || !checkArms(entry.at('arms'), keys.arms)) return null;
  const arms = Object.entries(keys.arms).map(([arm, weight]) => ({ arm, weight }));
  return { experiment: name, arms, coverage: keys.coverage ?? 1, target };
}

function checkArms(cursor: Cursor, arms: Readonly<Record<string, number>>): boolean {
  const names = Object.keys(arms);
  if (names.length < 2 || names.length > mostArms) {
    cursor.refuse('VALUE_INVALID', `found ${names.length} arms, expected 2 to ${mostArms}`, 'key');
    return false;
  }
  const sum = Object.values(arms).reduce((total, weight) => total + weight, 0);
  if (Math.abs(sum - 100) > tolerance) {
    cursor.refuse('VALUE_INVALID', `the weights add up to ${Number(sum.toFixed(2))}, expected 100`, 'key');
  }
  if (!names.includes('control')) {
    cursor.refuse('KEY_MISSING', 'the arm "control" is missing; expected the one the others are compared with', 'key');
  }
  return names.includes('control') && Math.abs(sum - 100) <= tolerance;
}
