import { fileURLToPath } from 'node:url';
import { compileWorkspace } from '../../authoring/compile-workspace.ts';
import { formatProblems } from '../../authoring/problem/format.ts';
import { readFolder } from '../../authoring/read-folder.ts';
import type { Files } from '../../authoring/read/sources.ts';
import type { Release } from '../../domain/release/release.ts';
import { workspaceWith } from '../workspaces/good.ts';

async function releaseOf(files: Files): Promise<Release> {
  const compiled = await compileWorkspace(files);
  if (!compiled.ok) throw new Error(formatProblems(compiled.problems));
  return compiled.release;
}

describe('a workspace', () => {
  it('becomes a release of everything that was written', async () => {
    const { content } = await releaseOf(workspaceWith());
    expect(Object.keys(content.journeys)).toEqual(['onboarding']);
    expect(Object.keys(content.templates)).toEqual(['reminder', 'welcome']);
    expect(content.templates.welcome).toMatchObject({ channel: 'email', locales: { en: {}, pt: {} } });
    expect(content.milestones).toEqual({
      profile: { event: 'Profile Completed' },
      project: { event: 'Project Created' },
    });
    expect(content.traits.tags).toEqual({ type: 'string', list: true });
    expect(content.settings).toEqual({
      zone: 'Europe/Berlin',
      locale: 'en',
      sender: { name: 'Acme', address: 'hello@acme.test' },
      baseUrl: 'https://app.acme.test',
    });
  });

  it('is the example workspace, without a problem and without a warning', async () => {
    const compiled = await compileWorkspace(
      await readFolder(fileURLToPath(new URL('../../journeys', import.meta.url))),
    );
    expect(compiled).toMatchObject({ ok: true, warnings: [] });
  });

  it('may lack what it does not need', async () => {
    const journey = 'journey: onboarding\nenrol: [{ on: A }]\nsteps: [{ send: welcome }]\n';
    const none = { 'milestones.yaml': null, 'segments.yaml': '', 'onboarding/journey.yaml': journey };
    expect((await releaseOf(workspaceWith(none))).content.milestones).toEqual({});
  });

  it('may use a segment before it is defined', async () => {
    const segments =
      'a: { segments: b }\nb: { traits.plan: team }\nchurned: { segments: a }\nnew: { segments: { $in: [a, b] } }\n';
    const { content } = await releaseOf(workspaceWith({ 'segments.yaml': segments }));
    expect(Object.keys(content.segments).sort()).toEqual(['a', 'b', 'churned', 'new']);
  });

  it('may hold a README, scenarios, sample events and hidden files', async () => {
    const others = { 'README.md': '#', 'onboarding/scenarios.yaml': '', 'sample/events.ndjson': '', '.DS_Store': '' };
    expect((await releaseOf(workspaceWith(others))).id).toBe((await releaseOf(workspaceWith())).id);
  });

  it('warns of a template that no journey sends', async () => {
    const journey = 'journey: onboarding\nenrol: [{ on: A }]\nsteps: [{ send: welcome }]\n';
    const { warnings } = await compileWorkspace(workspaceWith({ 'onboarding/journey.yaml': journey }));
    expect(warnings.map(({ file, code }) => `${file} ${code}`)).toEqual([
      'templates/reminder/template.yaml TEMPLATE_UNUSED',
    ]);
  });

  it('shows at most a hundred problems of one file', async () => {
    const journey = Array.from({ length: 5_000 }, (_, index) => `key${index}: 1\n`).join('');
    const compiled = await compileWorkspace(workspaceWith({ 'onboarding/journey.yaml': journey }));
    expect(compiled.ok ? 0 : compiled.problems.length).toBe(100);
  });

  it('has templates of every channel, each with what its channel needs', async () => {
    const files = {
      'templates/hint/template.yaml': 'channel: in-app\ncategory: tips\n',
      'templates/hint/en.yaml':
        "title: Hi\nbody: See {{ vars.docs }}\naction: { label: Go, url: '{{ base_url }}/start' }\n",
      'templates/hint/pt-BR.yaml': 'title: Oi\nbody: Veja\nimage: https://cdn.acme.test/a.png\n',
      'templates/crm/template.yaml': `channel: webhook
category: crm
transactional: true
url: https://hooks.acme.test/users/{{ user.id }}
payload: { user: '{{ user.id }}', list: [1, true, null] }
`,
    };
    const untagged = { tags: [], priority: 0, repeatAfter: null };
    const { content } = await releaseOf(workspaceWith(files));
    expect(content.templates.hint).toEqual({
      ...{ name: 'hint', channel: 'in-app', category: 'tips', transactional: false, ...untagged },
      locales: {
        en: {
          title: 'Hi',
          body: 'See {{ vars.docs }}',
          action: { label: 'Go', url: '{{ base_url }}/start' },
          image: null,
        },
        'pt-br': { title: 'Oi', body: 'Veja', action: null, image: 'https://cdn.acme.test/a.png' },
      },
    });
    expect(content.templates.crm).toEqual({
      ...{ name: 'crm', channel: 'webhook', category: 'crm', transactional: true, ...untagged },
      url: 'https://hooks.acme.test/users/{{ user.id }}',
      headers: {},
      payload: { user: '{{ user.id }}', list: [1, true, null] },
    });
  });
});

describe('the id of a release', () => {
  it.each([
    ['line ends', (text: string) => text.replaceAll('\n', '\r\n')],
    ['a byte order mark', (text: string) => `\uFEFF${text}`],
  ])('does not change with %s', async (_what, change) => {
    const changed = new Map([...workspaceWith()].map(([path, text]) => [path, change(text)]));
    expect((await releaseOf(changed)).id).toBe((await releaseOf(workspaceWith())).id);
  });

  it('does not change with the order of files, of keys and with comments', async () => {
    const reversed = new Map([...workspaceWith()].reverse());
    reversed.set(
      'milestones.yaml',
      '# what counts\nproject: { on: Project Created }\nprofile:\n  on: Profile Completed\n',
    );
    expect((await releaseOf(reversed)).id).toBe((await releaseOf(workspaceWith())).id);
  });

  it('changes with a word', async () => {
    const subject = 'channel: email\ncategory: tips\nsubject: Come back soon\n';
    const changed = await releaseOf(workspaceWith({ 'templates/reminder/template.yaml': subject }));
    expect(changed.id).not.toBe((await releaseOf(workspaceWith())).id);
  });
});
