import type { JsonObject, Scalar } from '../json.ts';

/** What a template's variables mean: `{{ traits.firstName }}`, `{{ vars.docs }}`, `{{ base_url }}`. */
export interface TemplateData {
  readonly user: { readonly id: string; readonly zone: string; readonly locale: string };
  readonly traits: JsonObject;
  readonly context: JsonObject;
  readonly vars: Readonly<Record<string, Scalar>>;
  /** The event by which the user entered the journey. */
  readonly entry: { readonly properties: JsonObject };
  /** The events that waits of the journey have matched, by their `as`. */
  readonly waits: Readonly<Record<string, { readonly properties: JsonObject }>>;
  readonly journey: string;
  /** The workspace's, without a slash at its end. */
  readonly base_url: string;
}

/** The variables that every template has, whatever the workspace declares. */
export const fixedVariables: readonly string[] = ['user.id', 'user.zone', 'user.locale', 'journey', 'base_url'];
