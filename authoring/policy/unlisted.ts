import { didYouMean } from '../../domain/condition/nearest.ts';
import type { Policy } from '../../domain/pacing/policy.ts';
import type { Template } from '../../domain/template/template.ts';
import type { Cursor } from '../read/cursor.ts';

/** Warns of templates whose category the preference page does not offer, though it offers others: they end with all only. */
export function warnOfUnlisted(
  { consent: { categories } }: Policy,
  templates: readonly Template[],
  open: (template: string) => Cursor,
): void {
  if (categories.length === 0) return;
  for (const { name, category } of templates.filter((each) => !each.transactional)) {
    if (categories.includes(category)) continue;
    const message = `found "${category}", which is not among consent.categories of policy.yaml: users cannot refuse it alone${didYouMean(category, categories)}`;
    open(name).at('category').warn('CATEGORY_UNLISTED', message);
  }
}
