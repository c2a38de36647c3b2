import type { Profile } from './profile.ts';

/** What conditions and templates may ask about a user; computed when asked, never stored. */
export interface Facts {
  readonly profile: Profile;
  /** Experiment id → arm id, as first assigned. */
  readonly arms: Readonly<Record<string, string>>;
}
