import type { Condition } from '../condition/condition.ts';
import type { Experiment } from '../experiment/experiment.ts';
import type { Program } from '../journey/program.ts';
import type { Policy } from '../pacing/policy.ts';
import type { Declaration } from '../condition/vocabulary.ts';
import type { ContentItem, Slot } from '../slot/slot.ts';
import type { Template } from '../template/template.ts';

export interface WorkspaceSettings {
  readonly zone: string;
  readonly locale: string;
  readonly sender: { readonly name: string; readonly address: string };
  readonly baseUrl: string;
}

/** Everything authored, compiled: what an enrolment is pinned to from start to end. Plain JSON. */
export interface ReleaseContent {
  readonly format: 1;
  readonly settings: WorkspaceSettings;
  readonly traits: Readonly<Record<string, Declaration>>;
  readonly milestones: Readonly<Record<string, { readonly event: string }>>;
  readonly segments: Readonly<Record<string, Condition>>;
  readonly experiments: Readonly<Record<string, Experiment>>;
  readonly journeys: Readonly<Record<string, Program>>;
  readonly templates: Readonly<Record<string, Template>>;
  readonly slots: Readonly<Record<string, Slot>>;
  /** What slots show; their words are in `templates`. */
  readonly items: Readonly<Record<string, ContentItem>>;
  /** Never pinned: the current release's goes for everybody. */
  readonly policy: Policy;
}

export interface Release {
  /** SHA-256 of the canonical JSON of `content`, in hex; people see the first 7 characters. */
  readonly id: string;
  readonly content: ReleaseContent;
}
