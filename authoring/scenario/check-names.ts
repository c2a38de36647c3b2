import { didYouMean } from '../../domain/condition/nearest.ts';
import { isNudgeStep } from '../../domain/journey/program.ts';
import { contextDeclarations } from '../../domain/profile/context.ts';
import type { ReleaseContent } from '../../domain/release/release.ts';
import { templateOf } from '../../domain/slot/slot.ts';
import { own } from '../../domain/own.ts';
import type { Cursor } from '../read/cursor.ts';
import { refuseUnknown } from '../read/refuse-unknown.ts';

/** Where a path begins, and where it ends without an `exit`. */
const ends = ['entered', 'end'];
/** In the place of an arm: outside of the experiment. */
export const noArm = 'none';

const aTemplate = 'the name of a folder in templates/';
const anItem = 'the name of a file in content/';

/** Refuses traits, facts, templates, steps, experiments and arms that there are none of. */
export function checkNames(cursor: Cursor, journey: string, content: ReleaseContent): void {
  for (const holder of [cursor, ...cursor.at('events').items()]) {
    checkTraits(holder.at('traits'), content);
    checkContext(holder.at('context'), content);
  }
  const items = Object.keys(content.items);
  const ofItems = items.map(templateOf);
  const templates = Object.keys(content.templates).filter((name) => !ofItems.includes(name));
  const [expect, refusals] = [cursor.at('expect'), cursor.at('refusals').items()];
  const sent = [...refusals, ...expect.at('nudges').items()].map((each) => each.at('send'));
  for (const template of [...sent, ...expect.at('never').items()]) refuseUnknown(template, templates, aTemplate);
  for (const nudge of expect.at('nudges').items()) refuseUnknown(nudge.at('show'), items, anItem);
  checkSteps(cursor, journey, content);
  checkArms(cursor.at('arms'), content);
}

function checkSteps(cursor: Cursor, journey: string, content: ReleaseContent): void {
  const [expect, events] = [cursor.at('expect'), cursor.at('events').items()];
  const steps = own(content.journeys, journey)?.steps ?? [];
  const ids = steps.map(({ id }) => id);
  const step = `the id of a step of ${journey}`;
  for (const id of expect.at('path').items()) refuseUnknown(id, [...ids, ...ends], step);
  refuseUnknown(expect.at('step'), ids, step);
  refuseUnknownKeys(expect.at('reasons'), [...ids, ...ends], step);
  const sending = steps.filter(isNudgeStep).map(({ id }) => id);
  for (const key of ['skipped', 'held']) refuseUnknownKeys(expect.at(key), sending, `${step} that sends`);
  for (const event of events) {
    for (const key of ['clicked', 'opened']) refuseUnknown(event.at(key), sending, `${step} that sends`);
  }
}

function checkArms(cursor: Cursor, { experiments }: ReleaseContent): void {
  refuseUnknownKeys(cursor, Object.keys(experiments), 'an experiment of experiments.yaml');
  for (const [name, arm] of cursor.entries()) {
    const arms = own(experiments, name)?.arms.map((each) => each.arm);
    if (arms !== undefined) refuseUnknown(arm, [...arms, noArm], `an arm of ${name}, or ${noArm}`);
  }
}

function refuseUnknownKeys(cursor: Cursor, known: readonly string[], expected: string): void {
  for (const [key, value] of cursor.entries()) {
    if (known.includes(key)) continue;
    value.refuse('NAME_UNKNOWN', `found the key "${key}", expected ${expected}${didYouMean(key, known)}`, 'key');
  }
}

function checkTraits(cursor: Cursor, { traits }: ReleaseContent): void {
  const known = Object.keys(traits);
  for (const [name, value] of cursor.entries()) {
    if (known.some((each) => each === name || each.startsWith(`${name}.`))) continue;
    const slip = didYouMean(name, known);
    value.refuse('FACT_UNKNOWN', `found the trait "${name}", expected one that profile.yaml declares${slip}`, 'key');
  }
}

function checkContext(cursor: Cursor, { context }: ReleaseContent): void {
  const known = [...Object.keys(contextDeclarations), ...Object.keys(context)];
  for (const [name, value] of cursor.entries()) {
    if (known.includes(name)) continue;
    const slip = didYouMean(name, known) || `: ${known.join(', ')}`;
    value.refuse('FACT_UNKNOWN', `found "${name}", expected a fact that is known, or that profile.yaml declares${slip}`, 'key'); // prettier-ignore
  }
}
