import type { Instant } from '../time/instant.ts';
import type { Condition } from './condition.ts';
import { allOf, noneOf, type Filter, type Layout, type Querying } from './layout.ts';
import { isGroup, type Group, type Leaf } from './leaves.ts';
import { didFilter, recentFilter } from './query-did.ts';
import { fieldFilter } from './query-field.ts';

/**
 * The filter that finds, in a store of the given layout, the users for whom the condition holds at `now`: the same
 * users for whom `holds` says so.
 */
export function toQuery(condition: Condition, now: Instant, layout: Layout): Filter {
  return filterOf(condition, { now, layout });
}

function filterOf(condition: Condition, querying: Querying): Filter {
  if (isGroup(condition)) return groupFilter(condition, querying);
  if (condition.kind === 'feature') return filterOf(condition.condition, querying);
  if (condition.kind !== 'segment') return leafFilter(condition, querying);
  const member = filterOf(condition.condition, querying);
  return condition.is ? member : noneOf([member]);
}

function groupFilter({ kind, of }: Group, querying: Querying): Filter {
  const filters = of.map((each) => filterOf(each, querying));
  if (kind === 'and') return allOf(filters);
  return kind === 'nor' ? noneOf(filters) : { $or: filters };
}

function leafFilter(leaf: Leaf, querying: Querying): Filter {
  const { layout } = querying;
  switch (leaf.kind) {
    case 'field':
      return fieldFilter(leaf, querying);
    case 'did':
      return didFilter(leaf, querying);
    case 'recent':
      return recentFilter(leaf, querying);
    case 'since':
      return { [layout({ kind: 'event', event: leaf.event, part: 'last' })]: { $gte: leaf.since } };
    case 'completed':
      return { [layout({ kind: 'event', event: leaf.event, part: 'count' })]: { $exists: leaf.is } };
  }
}
