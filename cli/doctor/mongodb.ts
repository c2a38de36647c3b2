import type { Configuration } from '../../domain/configuration/configuration.ts';
import { durationWords } from '../../domain/time/duration.ts';
import { hour, minute, second, type Milliseconds } from '../../domain/time/instant.ts';
import { examineDatabase, type Examination } from '../../store/examination.ts';
import { fine, reasonOf, warning, wrong, type Finding } from './finding.ts';

/** Clocks may be so far apart (docs/events.md); from a third of it on, somebody should look. */
const apart: Milliseconds = 30 * second;
const noteworthy: Milliseconds = 10 * second;
/** Of the first version that everything here was tried on. */
const oldest = 7;
/** A worker sweeps every ten seconds. */
const sweptWithin: Milliseconds = minute;
/** Somebody is forgotten when every mail that was under way has come, or its attempt has been given up. */
const forgottenWithin: Milliseconds = hour;

/** Looks at MongoDB and what is kept in it. */
export async function lookAtMongo({ mongo, forget, clock }: Configuration): Promise<readonly Finding[]> {
  if (mongo.uri === null) {
    const found = 'MONGODB_URI is not set, and no demonstration runs here';
    return [wrong('MongoDB', found, 'set it: mongodb://…; or start a demonstration with npm start')];
  }
  try {
    const found = await examineDatabase({ uri: mongo.uri, database: mongo.database, forgetSecrets: forget.secrets });
    const skew = skewOf(found);
    return [
      versionOf(found, clock === 'demonstration'),
      ...(skew === null ? [] : [skew]),
      indexesOf(found),
      releaseOf(found),
      todoOf(found),
      eventsOf(found),
      proofsOf(found),
      // Its proofs tell the time of its own clock.
      ...(clock === 'demonstration' ? [] : [forgettingOf(found)]),
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

function eventsOf({ oldestEvent }: Examination): Finding {
  const waits = oldestEvent === null ? 0 : Date.now() - oldestEvent;
  if (waits < sweptWithin) return fine('events', 'all are in their profiles');
  const found = `one that was taken in ${durationWords(waits)} ago is not in its user’s profile yet`;
  return wrong('events', found, 'start a worker, whose sweep takes it in; its log names what stands in the way');
}

function proofsOf({ lackingKey }: Examination): Finding {
  if (lackingKey === null) return fine('proofs', 'whoever was forgotten can be told by the keys');
  return wrong('proofs', lackingKey, 'nothing starts without it: set USHER_FORGET_SECRET to what it was');
}

function forgettingOf({ oldestForgetting }: Examination): Finding {
  const waits = oldestForgetting === null ? 0 : Date.now() - oldestForgetting;
  if (waits < forgottenWithin) return fine('forgetting', 'nobody waits to be forgotten');
  const found = `somebody has been to be forgotten for ${durationWords(waits)}`;
  return wrong('forgetting', found, 'start a worker, and look at its log: a sweep carries on where it stopped');
}
