import type { Comparison, Operand } from './condition.ts';
import {
  parseEqualOperand,
  parseFlagOperand,
  parseListOperand,
  parseOrderOperand,
  parseSizeOperand,
  parseTextOperand,
  type Reading,
} from './parse-operand.ts';

/** One operator of the allow-list that compares. */
export interface Operator {
  readonly comparison: Comparison;
  readonly parse: (raw: unknown, reading: Reading) => Operand | null;
  /** Whether only facts declared as lists have it, and never one of their elements. */
  readonly ofLists: boolean;
}

function of(comparison: Comparison, parse: Operator['parse'], ofLists = false): Operator {
  return {
    comparison,
    parse,
    ofLists,
  };
}

/** Every operator that compares a fact; `$not` and `$elemMatch` hold further ones. */
export const operators: Readonly<Record<string, Operator>> = {
  $eq: of('eq', parseEqualOperand),
  $ne: of('ne', parseEqualOperand),
  $gt: of('gt', parseOrderOperand),
  $gte: of('gte', parseOrderOperand),
  $lt: of('lt', parseOrderOperand),
  $lte: of('lte', parseOrderOperand),
  $in: of('in', parseListOperand),
  $nin: of('nin', parseListOperand),
  $all: of('all', parseListOperand, true),
  $exists: of('exists', parseFlagOperand),
  $size: of('size', parseSizeOperand, true),
  $starts: of('starts', parseTextOperand),
  $ends: of('ends', parseTextOperand),
  $contains: of('contains', parseTextOperand),
};

/** What somebody who knows MongoDB may try, and what to write here instead. */
export const refused: Readonly<Record<string, string>> = {
  $regex: 'regular expressions are left out on purpose: use $starts, $ends or $contains with literal text',
  $options: 'regular expressions are left out on purpose: use $starts, $ends or $contains with literal text',
  $where: 'code is left out on purpose: compare facts, or publish the result as a trait',
  $function: 'code is left out on purpose: compare facts, or publish the result as a trait',
  $expr: 'expressions are left out on purpose: compare facts, or publish the result as a trait',
  $mod: 'it is left out on purpose: split users by an experiment instead',
  $type: "a fact's type is declared in profile.yaml: use $exists",
  $text: 'text search is left out on purpose: use $contains',
};
