import { activityInfo } from '@temporalio/activity';
import type { RefreshProgress } from '../../domain/release/refresh.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { createRefreshNote, createRefreshPage } from './page.ts';

/** What the workflow may ask for that brings everybody up to date. All may be done again. */
export interface RefreshActivities {
  /** Looks after the next users, and tells how far it has come. */
  refreshPage(progress: RefreshProgress): Promise<RefreshProgress>;
  /** Notes how far it has come while nothing is done, and tells whether a later release has taken over. */
  refreshNote(progress: RefreshProgress): Promise<RefreshProgress>;
}

export function createRefreshActivities(
  dependencies: Omit<ActivityDependencies, 'email' | 'webhook' | 'links'>,
): RefreshActivities {
  const page = createRefreshPage(dependencies);
  return {
    refreshPage: (progress) => page(progress, activityInfo().attempt),
    refreshNote: createRefreshNote(dependencies),
  };
}
