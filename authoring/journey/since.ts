import type { Cursor } from '../read/cursor.ts';
import type { ClauseDraft } from './clauses.ts';
import type { Compiler } from './compiler.ts';

/**
 * What `since` means and what its absence hides: only events count from a time on, and whoever did a milestone's event
 * before coming here would wait in vain.
 */
export function checkSince(wait: Cursor, clauses: readonly ClauseDraft[], { vocabulary }: Compiler): void {
  const since = wait.at('since');
  const events = clauses.filter((clause) => clause.for.kind === 'event');
  if (since.value !== undefined && events.length === 0) {
    const message = 'found "since" where no event is waited for by "on": a condition looks at everything, always';
    since.refuse('STEP_IDLE', message, 'key');
  }
  if (since.value !== undefined) return;
  for (const { cursor } of events) {
    if (cursor.at('where').value !== undefined) continue;
    const on = cursor.at('on').value;
    const milestone = Object.entries(vocabulary.milestones).find(([, { event }]) => event === on)?.[0];
    if (milestone === undefined) continue;
    const message = `whoever did ${String(on)} before this step waits in vain; write for: { completed: ${milestone} }, or say since`;
    cursor.at('on').warn('WAIT_MILESTONE', message);
  }
}
