import { readFileSync } from 'node:fs';
import { compileWorkspace } from '../../../authoring/compile-workspace.ts';
import { choose } from '../../../domain/slot/choose.ts';
import { factsOf, type Known } from '../../support/facts.ts';
import { monday } from '../../support/event.ts';
import { stringify } from 'yaml';

interface Case {
  readonly name: string;
  readonly now?: string;
  readonly holdout?: { readonly id: string; readonly share: number };
  readonly slot: object;
  readonly facts: Known;
  readonly expect: Readonly<Record<string, unknown>>;
}

const cases = JSON.parse(readFileSync(new URL('choices.cases.json', import.meta.url), 'utf8')) as readonly Case[];
const experiments = `
tour: { arms: { control: 50, video: 50 } }
aimed: { arms: { control: 50, video: 50 }, target: { traits.plan: team } }
`;
const content = (item: string): string =>
  `content: ${item}\ncategory: tips\nwords: { en: { title: ${item}, body: Hi } }\n`;

/** The slot as it is written, in a workspace that has what it names. */
function workspaceOf(slot: object): ReadonlyMap<string, string> {
  const items = ['a', 'b', 'c', 'd'].map((item) => [`content/${item}.yaml`, content(item)] as const);
  return new Map([
    ['workspace.yaml', 'format: 1\nzone: Europe/Berlin\nlocale: en\nsender: { name: A, address: a@acme.test }\nbase_url: https://acme.test\n'], // prettier-ignore
    ['profile.yaml', 'traits: { plan: { type: string }, signedUpAt: { type: date } }\n'],
    ['segments.yaml', 'new: { traits.signedUpAt: { $gte: { $ago: 7d } } }\n'],
    ['experiments.yaml', experiments],
    ['slots/card.yaml', stringify({ slot: 'card', ...slot })],
    ...items,
  ]);
}

describe('a slot', () => {
  it.each(cases)('$name', async ({ slot: written, facts, now, holdout = null, expect: expected }) => {
    const compiled = await compileWorkspace(workspaceOf(written));
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
    const { slots, experiments: all, settings } = compiled.release.content;
    const parts = { experiments: all, holdout, zone: settings.zone };
    const choice = choose(slots.card!, parts, {
      facts: factsOf(facts),
      now: now === undefined ? monday : Date.parse(now),
    });
    expect({
      ...choice,
      items: choice.items.map(({ item }) => item),
      arms: choice.arms.map(({ experiment, arm }) => `${experiment}=${arm}`),
      validUntil: choice.validUntil === null ? null : new Date(choice.validUntil).toISOString(),
    }).toMatchObject(expected);
  });
});
