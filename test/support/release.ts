import { createHash } from 'node:crypto';
import type { Program } from '../../domain/journey/program.ts';
import type { Release, ReleaseContent, Template, TemplateLocale } from '../../domain/release/release.ts';

const settings = {
  zone: 'Europe/Berlin',
  locale: 'en',
  sender: { name: 'Acme', address: 'hello@mail.acme.test' },
  baseUrl: 'https://acme.test',
};

/** What of a release is given. */
export interface Given {
  readonly templates?: Readonly<Record<string, TemplateLocale>>;
  readonly experiments?: ReleaseContent['experiments'];
}

/** A release of these journeys; every template that a step sends greets in English and Portuguese, unless it is given. */
export function releaseOf(programs: readonly Program[], { templates = {}, experiments = {} }: Given = {}): Release {
  const sent = programs.flatMap(({ steps }) => steps.flatMap((step) => (step.kind === 'send' ? step.templates : [])));
  const content: ReleaseContent = {
    format: 1,
    settings,
    traits: {},
    milestones: {},
    segments: {},
    experiments,
    journeys: Object.fromEntries(programs.map((program) => [program.journey, program])),
    templates: Object.fromEntries(sent.map((name) => [name, templateOf(name, templates[name])])),
  };
  return { id: createHash('sha256').update(JSON.stringify(content)).digest('hex'), content };
}

function templateOf(name: string, given: TemplateLocale | undefined): Template {
  const english = {
    subject: `${name} for {{ user.id }}`,
    html: '<p>Hello {{ traits.firstName | default: "you" }}</p>',
  };
  const portuguese = { subject: `${name} para {{ user.id }}`, html: '<p>Olá {{ traits.firstName }}</p>' };
  const locales = given === undefined ? { en: english, pt: portuguese } : { en: given };
  return { name, channel: 'email', category: 'onboarding', transactional: false, locales };
}
