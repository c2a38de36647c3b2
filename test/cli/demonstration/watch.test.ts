import { EventEmitter, once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publishOnSave } from '../../../cli/demonstration/watch.ts';
import type { Watched } from '../../../cli/on-save.ts';
import type { Release } from '../../../domain/release/release.ts';
import { writeWorkspace } from '../../support/workspace-folder.ts';

let folder: string;
let watched: Watched;
const said = new EventEmitter();
const published: Release[] = [];

beforeEach(async () => {
  folder = await writeWorkspace(await mkdtemp(join(tmpdir(), 'usher-save-')));
  published.length = 0;
  const releases = {
    current: () => Promise.resolve(published.at(-1) ?? null),
    publish: (release: Release) => Promise.resolve(void published.push(release)),
  };
  watched = publishOnSave({ folder, releases, say: (text) => said.emit('said', text) });
  await watched.ready;
});
afterEach(async () => {
  await watched.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Saves a file; gives what is said next. */
async function save(file: string, text: string): Promise<string> {
  const next = once(said, 'said') as Promise<[string]>;
  await writeFile(join(folder, file), text);
  return (await next)[0];
}

const scenarios = 'onboarding/scenarios.yaml';
const segments = `new: { traits.plan: free }\nchurned: { traits.plan: none }\n`;

describe('publishing on save', () => {
  it('publishes what is right', async () => {
    expect(await save('segments.yaml', segments)).toMatch(/^✔ published {2}[0-9a-f]{7}: 1 journey, 2 segments/);
    expect(published).toHaveLength(1);
  });

  it('says what is wrong, publishes nothing, and goes on', async () => {
    expect(await save('segments.yaml', 'new: [')).toMatch(/^✘ not published\nsegments.yaml:1:/);
    expect(published).toEqual([]);
    expect(await save('segments.yaml', segments)).toMatch(/^✔ published/);
  });

  it('says what is wrong with a scenario, and publishes all the same', async () => {
    const more: string[] = [];
    const both = new Promise<void>((resolve) => said.on('said', (text: string) => more.push(text) === 2 && resolve()));
    const first = await save(scenarios, '- { scenario: a, at: soon, events: [], expect: {} }\n');
    expect(first).toMatch(/^Warnings\nonboarding\/scenarios\.yaml:1:22 VALUE_INVALID found "soon"/);
    expect(first).toMatch(/\n1 warning$/);
    await both;
    expect(more[1]).toMatch(/^✔ published/);
    expect(published).toHaveLength(1);
  });
});
