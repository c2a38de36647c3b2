import type { Configuration } from '../../domain/configuration/configuration.ts';
import { durationWords } from '../../domain/time/duration.ts';
import { minute, second, type Milliseconds } from '../../domain/time/instant.ts';
import { examineDatabase, type Examination } from '../../store/examination.ts';
import { fine, reasonOf, warning, wrong, type Finding } from './finding.ts';

/** Clocks may be so far apart (docs/events.md); from a third of it on, somebody should look. */
const apart: Milliseconds = 30 * second;
const noteworthy: Milliseconds = 10 * second;
/** Of the first version that everything here was tried on. */
const oldest = 7;
/** A worker sweeps every ten seconds. */
const sweptWithin: Milliseconds = minute;

/** Looks at MongoDB and what is kept in it. */
export async function lookAtMongo({ mongo, clock }: Configuration): Promise<readonly Finding[]> {
  if (mongo.uri === null) return [wrong('MongoDB', 'MONGODB_URI is not set', 'set it: mongodb://…')];
  try {
    const found = await examineDatabase({ uri: mongo.uri, database: mongo.database });
    const skew = skewOf(found);
    return [
      versionOf(found, clock === 'demonstration'),
      ...(skew === null ? [] : [skew]),
      indexesOf(found),
      releaseOf(found),
      todoOf(found),
    ];
  } catch (error) {
    return [wrong('MongoDB', `does not answer: ${reasonOf(error)}`, 'start it, or check MONGODB_URI')];
  }
}

function versionOf({ version, isReplicated }: Examination, isDemonstration: boolean): Finding {
  const found = `version ${version}, ${isReplicated ? 'replicated' : 'a single server'}`;
  if (Number(version.split('.')[0]) < oldest) return wrong('MongoDB', found, `use version ${oldest} or newer`);
  if (isReplicated || isDemonstration) return fine('MongoDB', found);
  return warning('MongoDB', found, 'use a replica set in production: a single server loses what it has acknowledged');
}

function skewOf({ ahead }: Examination): Finding | null {
  const away = Math.abs(ahead);
  const found = `MongoDB’s clock is ${durationWords(away)} ${ahead > 0 ? 'ahead of' : 'behind'} this machine’s`;
  if (away >= apart) return wrong('clocks', found, 'let both follow NTP: further apart, events could be counted twice');
  if (away >= noteworthy) return warning('clocks', found, 'let both follow NTP');
  return fine('clocks', `MongoDB’s and this machine’s are ${(away / second).toFixed(1)} s apart`);
}

function indexesOf({ missing }: Examination): Finding {
  if (missing.length === 0) return fine('indexes', 'all there');
  const todo = 'start a worker, or run npx usher publish: both make them; the user of MONGODB_URI needs readWrite';
  return wrong('indexes', `missing: ${missing.join(', ')}`, todo);
}

function releaseOf({ release }: Examination): Finding {
  if (release !== null) return fine('release', `${release.slice(0, 7)} is published`);
  return wrong('release', 'nothing was published yet', 'npx usher publish <your workspace>');
}

function todoOf({ oldestTodo }: Examination): Finding {
  const waits = oldestTodo === null ? 0 : Date.now() - oldestTodo;
  if (waits < sweptWithin) return fine('sweep', 'nothing is left to be told to Temporal');
  const found = `something has been to tell Temporal for ${durationWords(waits)}`;
  return wrong('sweep', found, 'start a worker, and look at its log: usher_sweeps_total says whether sweeps fail');
}
