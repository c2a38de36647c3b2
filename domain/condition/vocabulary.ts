import type { Condition, FactType } from './condition.ts';

/** A declared fact of `profile.yaml`. */
export interface Declaration {
  readonly type: FactType;
  /** True where the fact holds an array of scalars. */
  readonly list: boolean;
}

/** The names that conditions of one workspace may use; everything else is refused with the nearest name. */
export interface Vocabulary {
  /** IANA zone of the workspace: a bare date such as 2026-03-01 means midnight there. */
  readonly zone: string;
  /** Path below `traits.` → its declaration; a nested trait is declared by its whole path, `company.size`. */
  readonly traits: Readonly<Record<string, Declaration>>;
  readonly context: Readonly<Record<string, Declaration>>;
  readonly milestones: Readonly<Record<string, { readonly event: string }>>;
  readonly segments: Readonly<Record<string, Condition>>;
  /** Experiment id → its arms. */
  readonly experiments: Readonly<Record<string, readonly string[]>>;
  /** Slots whose words templates may use; absent: none. */
  readonly slots?: readonly string[];
  /** Every event name of the workspace, where it lists them; absent: any name may occur. */
  readonly events?: readonly string[];
}
