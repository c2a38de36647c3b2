import { createHash } from 'node:crypto';
import { compileWorkspace } from '../../authoring/compile-workspace.ts';
import { openPolicy } from '../../domain/pacing/policy.ts';
import type { Release } from '../../domain/release/release.ts';
import type { Milliseconds } from '../../domain/time/instant.ts';

/** A date that is the same for everybody, then a mail. */
function journey(name: string): string {
  return `journey: ${name}
description: A mail on a date
enrol: [{ on: ${name} begun }]
steps:
  - delay: { until: { trait: dueAt }, past: now }
  - send: news
`;
}

const files = {
  'workspace.yaml':
    'format: 1\nzone: Europe/Berlin\nlocale: en\nsender: { name: Acme, address: hello@acme.test }\nbase_url: https://acme.test\n',
  'profile.yaml':
    'traits:\n  email: { type: string, source: demographic, description: Address, personal: true }\n  dueAt: { type: date, source: behavioural, description: When the mail is due, personal: false }\n',
  'templates/news/template.yaml': 'channel: email\ncategory: news\nsubject: News\n',
  'templates/news/en.mjml':
    '<mjml><mj-body><mj-section><mj-column><mj-text>Hello {{ user.id }}</mj-text></mj-column></mj-section></mj-body></mjml>',
  'herd/journey.yaml': journey('herd'),
  'other/journey.yaml': journey('other'),
};

/** What the policy says of the pace. */
export interface Pace {
  /** Mails a second. */
  readonly rate: number;
  readonly spread: Milliseconds;
}

/** Two journeys that send a mail when it is due, under this pace. */
export async function herdRelease({ rate, spread }: Pace): Promise<Release> {
  const compiled = await compileWorkspace(new Map(Object.entries(files)));
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  const policy = { ...openPolicy, rates: { email: rate }, spread: spread === 0 ? null : spread };
  const content = { ...compiled.release.content, policy };
  return { id: createHash('sha256').update(JSON.stringify(content)).digest('hex'), content };
}
