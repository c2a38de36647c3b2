import { compileWorkspace, type CompiledWorkspace } from '../../authoring/compile-workspace.ts';
import { formatProblems } from '../../authoring/problem/format.ts';
import { type Block, blocksOf, readDocument } from './documents.ts';

/** The reference's examples: whole files, whose names hold a slash or a dot, and parts of them. */
export const blocks = blocksOf(readDocument('docs/language.md'));
export const isFile = ({ about }: Block): boolean => /[./]/.test(about);

/** The workspace that the whole files are. */
export const files: ReadonlyMap<string, string> = new Map(
  blocks.filter(isFile).map(({ about, text }) => [about, text]),
);

export const journey = 'onboarding/journey.yaml';
const vars = 'vars: { docs: https://docs.acme.test }\n';
const entry = 'enrol: [{ on: Signed Up }]\n';

const indented = (text: string): string => text.replace(/^(?=.)/gm, '  ');
const invite = 'templates/invite/template.yaml';
const endOf = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`);

/** How an example of each part becomes a workspace: the file it goes into, and what that holds then. */
const places: Readonly<Record<string, (text: string) => readonly [string, string]>> = {
  steps: (text) => [journey, `journey: onboarding\n${entry}${vars}steps:\n${indented(text)}`],
  // Nothing but two lines above it, so that the numbers of its lines are easily read.
  wrong: (text) => [journey, `journey: onboarding\n${entry}steps:\n${indented(text)}${vars}`],
  step: (text) => [
    journey,
    `journey: onboarding\n${entry}${vars}steps:\n  - { send: welcome, id: first }\n  - ${text}`,
  ],
  journey: (text) => [journey, `journey: onboarding\n${text}${vars}steps: [{ send: welcome }]\n`],
  segments: (text) => ['segments.yaml', `${files.get('segments.yaml') ?? ''}${text}`],
  condition: (text) => ['segments.yaml', `${files.get('segments.yaml') ?? ''}example:\n${indented(text)}`],
  profile: (text) => ['profile.yaml', (files.get('profile.yaml') ?? '').replace('traits:\n', `traits:\n${text}`)],
  template: (text) => [
    invite,
    `category: tips\n${text}${text.startsWith('channel') ? '' : 'channel: email\nsubject: Hi\n'}`,
  ],
  policy: (text) => ['policy.yaml', text],
  content: (text) => ['content/example.yaml', `content: example\n${text}`],
  slot: (text) => ['slots/example.yaml', `slot: example\n${text}`],
  experiments: (text) => ['experiments.yaml', `${files.get('experiments.yaml') ?? ''}${text}`],
  scenario: (text) => [
    'onboarding/scenarios.yaml',
    `- scenario: example\n  at: 2026-03-02T09:00\n  expect: {}\n  ${text}`,
  ],
  words: (text) => ['templates/invite/en.mjml', mail(text)],
};

/** The parts of files that examples may be. */
export const parts = Object.keys(places);

/** The reference's workspace with an example in its place. */
export function workspaceWith(part: string, text: string): ReadonlyMap<string, string> {
  const place = places[part];
  if (place === undefined) throw new Error(`${part} is no part of a file; expected one of ${parts.join(', ')}`);
  return new Map([...files, place(endOf(text))]);
}

/** What is wrong with a workspace, as people read it; empty where nothing is. */
export async function problemsOf(workspace: ReadonlyMap<string, string>): Promise<string> {
  return toldOf(await compileWorkspace(workspace));
}

export function toldOf(compiled: CompiledWorkspace): string {
  return compiled.ok ? '' : formatProblems(compiled.problems);
}

function mail(text: string): string {
  return `<mjml><mj-body><mj-section><mj-column><mj-text>${text}</mj-text></mj-column></mj-section></mj-body></mjml>\n`;
}
