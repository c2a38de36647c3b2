import { locateFindings } from '../../authoring/audience/locate.ts';
import type { LocatedProblem } from '../../authoring/problem/located.ts';
import { readFolder } from '../../authoring/read-folder.ts';
import { findingsOf, type Size } from '../../domain/audience/findings.ts';
import { ruleListsOf } from '../../domain/audience/lists.ts';
import { unpublishedFacts } from '../../domain/audience/published.ts';
import { whoIsLeft, whoIsMeant, type Rule, type RuleList } from '../../domain/audience/rules.ts';
import { singleFacts } from '../../domain/audience/single-facts.ts';
import type { ReleaseContent } from '../../domain/release/release.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Store } from '../../store/index.ts';
import { createCounting } from '../segment/counting.ts';

/** A rule and how many users it is for. */
export interface Sized {
  readonly rule: string;
  /** Null where the database cannot be asked yet. */
  readonly meant: number | null;
  /** Whom the rules before it leave. */
  readonly left: number | null;
}

/** For whom the rules of a workspace are, and what of that its author may not have meant. */
export interface Audience {
  readonly at: Instant;
  readonly users: number;
  readonly lists: readonly { readonly list: string; readonly rules: readonly Sized[] }[];
  /** Facts that have to be published before anybody can be found by them. */
  readonly unpublished: readonly string[];
  readonly warnings: readonly LocatedProblem[];
}

interface Asked {
  readonly folder: string;
  readonly content: ReleaseContent;
  readonly store: Store;
  readonly at: Instant;
}

/** Looks at every rule of a workspace, published or not, against the users that the database knows. */
export async function audienceOf({ folder, content, store, at }: Asked): Promise<Audience> {
  const lists = ruleListsOf(content);
  const users = await store.users.count();
  const published = (await store.releases.current())?.content ?? null;
  const unknown = (rule: Rule, list: RuleList): readonly string[] => unpublishedFacts(whoIsLeft(list, rule), published);
  const sizes = new Map<Rule, Size>();
  const count = createCounting(store, at);
  for (const list of lists) {
    for (const rule of list.rules.filter((each) => unknown(each, list).length === 0)) {
      const meant = await count(whoIsMeant(rule));
      sizes.set(rule, { meant, left: await count(whoIsLeft(list, rule)) });
    }
  }
  const known = { users, sizes, isSingle: singleFacts(content) };
  const findings = lists.flatMap((list) => findingsOf(list, known));
  const unpublished = lists.flatMap((list) => list.rules.flatMap((rule) => unknown(rule, list)));
  return {
    at,
    users,
    lists: lists.map(({ title, rules }) => ({ list: title, rules: rules.map((rule) => sizedOf(rule, sizes)) })),
    unpublished: [...new Set(unpublished)],
    warnings: locateFindings(await readFolder(folder), findings),
  };
}

function sizedOf(rule: Rule, sizes: ReadonlyMap<Rule, Size>): Sized {
  const { meant = null, left = null } = sizes.get(rule) ?? {};
  return { rule: rule.name, meant, left };
}
