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
  Start,
  Wait,
  Where,
} from '../../domain/journey/steps/schema.ts';
import { Trait, Traits } from '../../domain/workspace/schema.ts';
import type { StepKind } from '../../domain/journey/program.ts';

export type JsonSchema = z.core.JSONSchema.BaseSchema;

/** The schema of every kind of step: the one exhaustive table. */
export const stepSchemas: Readonly<Record<StepKind, z.ZodType>> = {
  send: Send,
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
  [Traits, { type: 'object', additionalProperties: reference('trait') }],
]);

const conditions: JsonSchema = { type: 'array', items: reference('condition'), minItems: 1 };
const names: JsonSchema = { type: 'array', items: { type: 'string' }, minItems: 1 };
const membership: JsonSchema = {
  anyOf: [
    { type: 'string' },
    {
      type: 'object',
      properties: { $eq: { type: 'string' }, $ne: { type: 'string' }, $in: names, $nin: names, $all: names },
      additionalProperties: false,
      minProperties: 1,
    },
  ],
};
const did: JsonSchema = {
  type: 'object',
  properties: { event: { type: 'string' }, times: { type: ['integer', 'object'] }, within: { type: 'string' } },
  required: ['event'],
  additionalProperties: false,
};

/** What has a parser of its own: the shape is known here, the names and types of its facts only to the workspace. */
export const byHand: Readonly<Record<string, JsonSchema>> = {
  condition: {
    type: 'object',
    description: 'A condition: facts and what they are compared with, such as { traits.plan: team }',
    properties: {
      $and: conditions,
      $or: conditions,
      $nor: conditions,
      did,
      segments: membership,
      completed: membership,
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
