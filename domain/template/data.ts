import type { JsonObject, Scalar } from '../json.ts';
import type { Profile } from '../profile/profile.ts';
import { localeOf, zoneOf } from '../profile/surroundings.ts';
import type { WorkspaceSettings } from '../release/release.ts';
import type { FeaturesSaid } from './features-said.ts';
import { placeholderLinks, type OwnLinks } from './own-links.ts';
import type { SlotWords } from './slot-words.ts';

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
  /** What the slots show that the template names, in the reader's language. */
  readonly slots: Readonly<Record<string, SlotWords>>;
  /** The features that the template names. */
  readonly features: FeaturesSaid;
  readonly journey: string;
  /** The workspace's, without a slash at its end. */
  readonly base_url: string;
  readonly links: OwnLinks;
}

/** The variables that every template has, whatever the workspace declares. */
export const fixedVariables: readonly string[] = [
  ...['user.id', 'user.zone', 'user.locale', 'journey', 'base_url'],
  ...['links.unsubscribe', 'links.preferences', 'links.confirm'],
];

/** What templates may say of an enrolment's events. */
export interface Said {
  /** Of the event by which the user entered. */
  readonly entryProperties: JsonObject;
  /** `as` of a wait that is over → the properties of what it matched. */
  readonly waits: TemplateData['waits'];
}

/** Of somebody who has not entered. */
export const nothingSaid: Said = { entryProperties: {}, waits: {} };

/** What a template is filled with. */
export interface Sources extends Said {
  readonly profile: Profile;
  readonly settings: WorkspaceSettings;
  /** The journey that sends it. */
  readonly program: { readonly journey: string; readonly vars: TemplateData['vars'] };
  /** Of the slots that the template names; absent: of none. */
  readonly slots?: TemplateData['slots'];
  /** Those that the template names; absent: none. */
  readonly features?: FeaturesSaid;
  /** Sealed for one nudge; absent: placeholders, for what is not sent. */
  readonly links?: OwnLinks;
}

/** The variables of a template that a journey sends to a user. */
export function templateData({ profile, settings, program, links, ...said }: Sources): TemplateData {
  const { slots = {}, features = {} } = said;
  const base = settings.baseUrl.replace(/\/$/, '');
  return {
    user: {
      id: profile.user,
      zone: zoneOf(profile, settings.zone),
      locale: localeOf(profile) ?? settings.locale,
    },
    traits: profile.traits,
    context: profile.context,
    vars: program.vars,
    entry: { properties: said.entryProperties },
    waits: said.waits,
    slots,
    features,
    journey: program.journey,
    base_url: base,
    links: links ?? placeholderLinks(base),
  };
}
