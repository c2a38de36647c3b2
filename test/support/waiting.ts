import type { Step, WaitStep } from '../../domain/journey/program.ts';
import { realClock, type Clock } from '../../domain/time/clock.ts';
import { day, hour } from '../../domain/time/instant.ts';
import { done, programOf } from './program.ts';
import * as steps from './steps.ts';

/** Sets every timer to twelve hours at most, so that most of them come too early. */
export const hasty: Clock = { ...realClock, late: hour, real: (instant, now) => Math.min(instant, now + 12 * hour) };

/** Sends a template of its own name. */
export const send = (template: string, next = -1): Step => steps.send(template, { next });
/** A day's delay, or another one. */
export const delay = (next: number, duration = day): Step => steps.delay(duration, { next });

const waitStep = steps.waitFor(done('Profile Completed'), 'Profile Completed', { id: 'wait-profile', atMost: 2 * day });
/** Two days' wait for the profile: step 1 if it comes, step 2 if not. */
export const wait: WaitStep = { ...waitStep, done: 1, timeout: 2 };
/** Two days' wait for the profile: thanks if it comes, a reminder if not. */
export const waiting = programOf([wait, send('thanks'), send('reminder')]);

/** The same after a welcome. */
export const sendThenWait = programOf([
  send('welcome', 1),
  { ...wait, done: 2, timeout: 3 },
  send('thanks'),
  send('reminder'),
]);
