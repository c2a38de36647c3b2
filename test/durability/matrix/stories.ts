import type { Case } from './cases.ts';
import { endsUnseen, isAdopted, isHandedOn, returns } from './disagreements.ts';
import type { EndState } from './end-state.ts';
import { live, type Life } from './life.ts';

/** Everything that can happen to somebody, to its end. */
export const stories: Readonly<Record<Case['story'], (life: Life) => Promise<EndState>>> = {
  'first steps': live,
  'handed on': isHandedOn,
  ended: returns,
  'found ended': endsUnseen,
  adopted: isAdopted,
};
