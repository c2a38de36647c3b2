import { didYouMean } from '../../domain/condition/nearest.ts';
import { UsherError } from '../../domain/errors.ts';
import type { Program } from '../../domain/journey/program.ts';
import { own } from '../../domain/own.ts';
import type { Facts } from '../../domain/profile/facts.ts';
import type { Profile } from '../../domain/profile/profile.ts';
import { localeOf } from '../../domain/profile/surroundings.ts';
import type { ReleaseContent } from '../../domain/release/release.ts';
import { templatesSentBy } from '../../domain/slot/sent-by.ts';
import { slotsSaid } from '../../domain/slot/words.ts';
import { templateData, type Said } from '../../domain/template/data.ts';
import { featuresSaid } from '../../domain/template/features-said.ts';
import { renderTemplate } from '../../domain/template/render.ts';
import type { Rendered } from '../../domain/template/rendered.ts';
import type { Template } from '../../domain/template/template.ts';
import type { Instant } from '../../domain/time/instant.ts';

/** Whose facts a preview is filled with. */
export interface Reader extends Said {
  readonly profile: Profile;
  readonly arms: Facts['arms'];
  /** Nobody has this profile: its values are made up. */
  readonly sample: boolean;
}

/** All that `usher preview` tells. */
export type Preview = Rendered & {
  readonly template: string;
  /** The journey that sends it; null where none does. */
  readonly journey: string | null;
  /** The user's id; null for sample facts. */
  readonly user: string | null;
  /** What the text's locale was chosen for: `--locale`, or what the user reads. */
  readonly localeFrom: 'option' | 'user';
};

interface Showing {
  /** What the reader reads, whatever the facts say; null: as they say. */
  readonly locale: string | null;
  readonly now: Instant;
}

/** What is shown: a template as this journey sends it. */
export interface Scene {
  readonly content: ReleaseContent;
  readonly template: Template;
  readonly program: Program | null;
}

/** Finds a template, and the journey that was named or else the first that sends it. @throws UsherError NAME_UNKNOWN */
export function sceneOf(content: ReleaseContent, template: string, journey: string | undefined): Scene {
  return {
    content,
    template: named('template', template, content.templates),
    program: journey === undefined ? sentBy(content, template) : named('journey', journey, content.journeys),
  };
}

/** Renders a scene for a reader, in `locale` or else in what the reader reads. @throws UsherError TEMPLATE_INVALID */
export function previewOf({ content, template, program }: Scene, reader: Reader, { locale, now }: Showing): Preview {
  const { settings } = content;
  const profile = locale === null ? reader.profile : reading(reader.profile, locale);
  const facts = { profile, arms: reader.arms };
  const past = { ledger: [], nudge: '' };
  const { slots } = slotsSaid(template, { content }, { facts, holdout: content.policy.holdout, past, now });
  const said = { ...reader, slots, features: featuresSaid(template, content, { facts, now }) };
  const data = templateData({ ...said, profile, settings, program: program ?? { journey: '', vars: {} } });
  const rendering = renderTemplate(template, { asked: localeOf(profile), fallback: settings.locale }, data);
  if (!rendering.ok) throw new UsherError('TEMPLATE_INVALID', rendering.because);
  return {
    template: template.name,
    journey: program?.journey ?? null,
    user: reader.sample ? null : profile.user,
    localeFrom: locale === null ? 'user' : 'option',
    ...rendering.value,
  };
}

function reading(profile: Profile, locale: string): Profile {
  return { ...profile, context: { ...profile.context, locale } };
}

function sentBy({ journeys, slots }: ReleaseContent, template: string): Program | null {
  const sends = ({ steps }: Program): boolean => steps.some((step) => templatesSentBy(step, slots).includes(template));
  return Object.values(journeys).find(sends) ?? null;
}

function named<Value>(kind: 'template' | 'journey', name: string, among: Readonly<Record<string, Value>>): Value {
  const found = own(among, name);
  if (found !== undefined) return found;
  const names = Object.keys(among);
  const hint = didYouMean(name, names) || `: ${names.join(', ') || 'there is none'}`;
  throw new UsherError('NAME_UNKNOWN', `found ${JSON.stringify(name)}, expected a ${kind} of the workspace${hint}`);
}
