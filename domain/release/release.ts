import type { Condition } from '../condition/condition.ts';
import type { Experiment } from '../experiment/experiment.ts';
import type { Program } from '../journey/program.ts';
import type { Declaration } from '../condition/vocabulary.ts';

/** One locale's compiled form of a template: Liquid sources, MJML already turned into HTML. */
export interface TemplateLocale {
  readonly subject: string;
  readonly html: string;
}

export interface Template {
  readonly name: string;
  readonly channel: 'email';
  readonly category: string;
  readonly transactional: boolean;
  /** Lower-case BCP 47 tag → its compiled form; holds at least the workspace's default locale. */
  readonly locales: Readonly<Record<string, TemplateLocale>>;
}

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
}

export interface Release {
  /** SHA-256 of the canonical JSON of `content`, in hex; people see the first 7 characters. */
  readonly id: string;
  readonly content: ReleaseContent;
}
