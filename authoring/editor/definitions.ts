import type { z } from 'zod';
import { AnyCondition } from '../../domain/authored/schema.ts';
import { Enrol, Enrols, Leave, Leaves, SomeSteps, Steps } from '../../domain/journey/schema.ts';
import {
  Branch,
  Case,
  Cases,
  Clause,
  Clauses,
  Delay,
  Exit,
  Experiment,
  Repeat,
  Send,
  Set,
  Show,
  Start,
  Wait,
  Where,
} from '../../domain/journey/steps/schema.ts';
import { Locales, Rule, Rules } from '../../domain/slot/schema.ts';
import { InAppWordsFile } from '../../domain/template/schema.ts';
import { Trait, Traits } from '../../domain/workspace/schema.ts';
import type { StepKind } from '../../domain/journey/program.ts';

export type JsonSchema = z.core.JSONSchema.BaseSchema;

/** The schema of every kind of step: the one exhaustive table. */
export const stepSchemas: Readonly<Record<StepKind, z.ZodType>> = {
  send: Send,
  show: Show,
  wait: Wait,
  delay: Delay,
  branch: Branch,
  experiment: Experiment,
  repeat: Repeat,
  set: Set,
  start: Start,
  exit: Exit,
};

/** What several schemas hold, by name; the parts of `step` are named after its kinds. */
export const shared: Readonly<Record<string, z.ZodType>> = {
  clause: Clause,
  case: Case,
  enrol: Enrol,
  leave: Leave,
  trait: Trait,
  rule: Rule,
  words: InAppWordsFile,
};

const reference = (name: string): JsonSchema => ({ $ref: `#/definitions/${name}` });
const listOf = (name: string): JsonSchema => ({ type: 'array', items: reference(name) });
const someOf = (name: string): JsonSchema => ({ ...listOf(name), minItems: 1 });

/** What our parsers read item by item, or by a parser of their own: for an editor it is a definition. */
export const parts: ReadonlyMap<unknown, JsonSchema> = new Map<unknown, JsonSchema>([
  [AnyCondition, reference('condition')],
  [Where, reference('where')],
  [Steps, listOf('step')],
  [SomeSteps, someOf('step')],
  [Clauses, someOf('clause')],
  [Cases, someOf('case')],
  [Enrols, someOf('enrol')],
  [Leaves, listOf('leave')],
  [Rules, someOf('rule')],
  [Locales, { type: 'object', additionalProperties: reference('words') }],
  [Traits, { type: 'object', additionalProperties: reference('trait') }],
]);

const conditions = (description: string): JsonSchema => {
  return { description, type: 'array', items: reference('condition'), minItems: 1 };
};
const name = (description: string): JsonSchema => ({ description, type: 'string' });
const names = (description: string): JsonSchema => {
  return { description, type: 'array', items: { type: 'string' }, minItems: 1 };
};

function membership(noun: string, description: string): JsonSchema {
  const properties = {
    $eq: name(`This ${noun}.`),
    $ne: name(`Not this ${noun}.`),
    $in: names(`One of these ${noun}s.`),
    $nin: names(`None of these ${noun}s.`),
    $all: names(`All of these ${noun}s.`),
  };
  const tests: JsonSchema = { type: 'object', properties, additionalProperties: false, minProperties: 1 };
  return { description, anyOf: [{ type: 'string' }, tests] };
}

const did: JsonSchema = {
  description: 'How often an event was done, of late.',
  type: 'object',
  properties: {
    event: name('The event.'),
    times: {
      description: 'How often: a number, or operators such as { $gte: 3 }. Without it at least once.',
      type: ['integer', 'object'],
    },
    within: name('Within how long until now, such as 7d. Without it ever.'),
  },
  required: ['event'],
  additionalProperties: false,
};

/** What has a parser of its own: the shape is known here, the names and types of its facts only to the workspace. */
export const byHand: Readonly<Record<string, JsonSchema>> = {
  condition: {
    type: 'object',
    description: 'A condition: facts and what they are compared with, such as { traits.plan: team }',
    properties: {
      $and: conditions('All of these conditions hold.'),
      $or: conditions('One of these conditions holds.'),
      $nor: conditions('None of these conditions holds.'),
      did,
      segments: membership('segment', 'The segments that the user is in.'),
      completed: membership('milestone', 'The milestones that the user has ever completed.'),
    },
    patternProperties: { '^(traits|context|events|arms)\\.': {} },
    additionalProperties: false,
  },
  where: {
    type: 'object',
    description: "Tests of the event's properties, such as { properties.rows: { $gte: 100 } }",
    patternProperties: { '^properties\\.': {} },
    additionalProperties: false,
    minProperties: 1,
  },
};
