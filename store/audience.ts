import type { Collection, Db } from 'mongodb';
import type { Condition } from '../domain/condition/condition.ts';
import type { Filter } from '../domain/condition/layout.ts';
import { toQuery } from '../domain/condition/query.ts';
import type { Instant } from '../domain/time/instant.ts';
import { encodeKey } from './encode.ts';
import { userLayout } from './user-layout.ts';

/** How many users conditions hold for, asked of the database. */
export interface AudienceStore {
  /**
   * For how many users a condition holds at an instant, by what is known of them now.
   * @param but those are left out for whom a journey was filled from a segment already
   */
  count(condition: Condition, at: Instant, but?: Filled): Promise<number>;
}

/** A journey that those enter who are in a segment already, of this meaning: once. */
export interface Filled {
  readonly segment: string;
  readonly of: string;
  readonly journey: string;
}

/** Documents of those who have become others, or are being forgotten, are nobody's. */
const people: Filter = { mergedInto: { $exists: false }, forgotten: { $exists: false } };

function isFilled({ segment, of, journey }: Filled): Filter {
  const member = `members.${encodeKey(segment)}`;
  return { [`${member}.of`]: of, [`${member}.filled`]: journey };
}

export function createAudienceStore(db: Db): AudienceStore {
  const users: Collection = db.collection('users');
  return {
    async count(condition, at, but) {
      const asked = [...stagesOf(toQuery(condition, at, userLayout)), people];
      const filters = but === undefined ? asked : [...asked, { $nor: [isFilled(but)] }];
      const stages = filters.map(($match) => ({ $match }));
      const [counted] = await users.aggregate<{ n: number }>([...stages, { $count: 'n' }]).toArray();
      return counted?.n ?? 0;
    },
  };
}

/**
 * A filter in two steps, of which the first asks nothing but fields: by these the embedded server finds users in an
 * index, and by no filter in which `$and`, `$or` or `$nor` stands beside them. MongoDB makes one step of the two.
 */
export function stagesOf(filter: Filter): readonly Filter[] {
  const plain: Record<string, unknown> = {};
  const others: Filter[] = [];
  for (const part of partsOf(filter).sort((one, other) => rank(one) - rank(other))) {
    const [[key, test] = ['', null], ...more] = Object.entries(part);
    const isPlain = more.length === 0 && key !== '' && !key.startsWith('$') && !Object.hasOwn(plain, key);
    if (!isPlain || meetsNothing(test)) others.push(part);
    else plain[key] = test;
  }
  const rest = others.length === 0 ? [] : [{ $and: others }];
  return Object.keys(plain).length === 0 ? rest : [plain, ...rest];
}

/**
 * Whether users match of whom nothing is known there. They are most, and the embedded server's indexes lack those who have it
 * in some elements of a list and not in others.
 */
function meetsNothing(test: unknown): boolean {
  if (typeof test !== 'object' || test === null) return test === null;
  const { $eq: one, $in: some } = test as { readonly $eq?: unknown; readonly $in?: unknown };
  return one === null || (Array.isArray(some) && some.includes(null));
}

/** All that has to hold, `$and` within `$and` unfolded. */
function partsOf(filter: Filter): Filter[] {
  const { $and: all, ...fields } = filter;
  const own = Object.entries(fields).map(([key, test]) => ({ [key]: test }));
  return [...own, ...(Array.isArray(all) ? all.flatMap((each) => partsOf(each as Filter)) : [])];
}

/** The embedded server takes the index of the field that it meets first: one value narrows more than a range. */
function rank(part: Filter): number {
  const [test] = Object.values(part);
  const operators = typeof test === 'object' && test !== null ? Object.keys(test) : [];
  if (operators.includes('$eq')) return 0;
  return operators.includes('$in') ? 1 : 2;
}
