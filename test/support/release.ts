import { createHash } from 'node:crypto';
import type { Program } from '../../domain/journey/program.ts';
import { openPolicy } from '../../domain/pacing/policy.ts';
import type { Release, ReleaseContent } from '../../domain/release/release.ts';
import type {
  EmailTemplate,
  EmailWords,
  InAppTemplate,
  Template,
  WebhookTemplate,
} from '../../domain/template/template.ts';

const settings = {
  zone: 'Europe/Berlin',
  locale: 'en',
  sender: { name: 'Acme', address: 'hello@mail.acme.test' },
  baseUrl: 'https://acme.test',
};

/** What of a release is given. */
export interface Given {
  /** A whole template, or the words of a mail in English. */
  readonly templates?: Readonly<Record<string, EmailWords | Template>>;
  readonly experiments?: ReleaseContent['experiments'];
  readonly policy?: ReleaseContent['policy'];
  readonly slots?: ReleaseContent['slots'];
  readonly items?: ReleaseContent['items'];
}

/** A release of these journeys; every template that a step sends greets in English and Portuguese, unless it is given. */
export function releaseOf(programs: readonly Program[], given: Given = {}): Release {
  const { templates = {}, experiments = {}, policy = openPolicy, slots = {}, items = {} } = given;
  const sent = programs.flatMap(({ steps }) => steps.flatMap((step) => (step.kind === 'send' ? step.templates : [])));
  const shown = Object.values(items).map(({ template }) => template);
  const content: ReleaseContent = {
    format: 1,
    settings,
    traits: {},
    milestones: {},
    segments: {},
    experiments,
    journeys: Object.fromEntries(programs.map((program) => [program.journey, program])),
    templates: {
      ...Object.fromEntries(sent.map((name) => [name, templateOf(name, templates[name])])),
      ...Object.fromEntries(shown.map((name) => [name, templates[name] ?? inAppOf(name)])),
    } as ReleaseContent['templates'],
    slots,
    items,
    policy,
  };
  return { id: createHash('sha256').update(JSON.stringify(content)).digest('hex'), content };
}

/** What no test but of pacing is about. */
const plain = { category: 'onboarding', transactional: false, tags: [], priority: 0, repeatAfter: null };

function templateOf(name: string, given: EmailWords | Template | undefined): Template {
  if (given === undefined) return mailOf(name);
  return 'channel' in given ? given : { ...mailOf(name), locales: { en: given } };
}

/** A mail that greets in English and Portuguese. */
export function mailOf(name: string): EmailTemplate {
  const en = { subject: `${name} for {{ user.id }}`, html: '<p>Hello {{ traits.firstName | default: "you" }}</p>' };
  const pt = { subject: `${name} para {{ user.id }}`, html: '<p>Olá {{ traits.firstName }}</p>' };
  return { name, channel: 'email', ...plain, locales: { en, pt } };
}

/** An in-app message in English and Portuguese. */
export function inAppOf(name: string): InAppTemplate {
  const en = { title: `${name} for {{ user.id }}`, body: 'Hello', action: { label: 'Start', url: '{{ base_url }}/start' }, image: null }; // prettier-ignore
  const pt = { ...en, title: `${name} para {{ user.id }}`, body: 'Olá' };
  return { name, channel: 'in-app', ...plain, locales: { en, pt } };
}

/** A webhook that says who somebody is. */
export function webhookOf(name: string, url = `https://hooks.acme.test/${name}`): WebhookTemplate {
  const payload = { user: '{{ user.id }}', name: '{{ traits.firstName }}' };
  return { name, channel: 'webhook', ...plain, url, headers: {}, payload };
}
