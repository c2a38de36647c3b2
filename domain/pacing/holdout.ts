import { holdoutOf } from '../experiment/holdout.ts';
import type { Policy } from './policy.ts';
import type { Setting } from './setting.ts';

/** Why a user gets no nudge at all; null for everybody who is not held out. */
export function heldOut({ policy, facts }: Pick<Setting, 'policy' | 'facts'>): string | null {
  const drawn = globalHoldout(policy, facts.profile.user);
  return drawn?.heldOut === true ? drawn.words : null;
}

/** Whether the workspace's holdout has drawn a user, and the number that says so; null where there is none. */
export function globalHoldout({ holdout }: Pick<Policy, 'holdout'>, user: string): ReturnType<typeof holdoutOf> {
  // No journey's name holds a `/`: a journey's own holdout draws other users, even under the same name.
  return holdout === null ? null : holdoutOf(`policy/${holdout.id}`, holdout.share, user);
}
