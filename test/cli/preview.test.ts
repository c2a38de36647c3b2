import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { usher, type Ended } from '../support/command.ts';
import { workspaceWith } from '../workspaces/good.ts';

const example = fileURLToPath(new URL('../../journeys', import.meta.url));
/** Nobody answers there: sample facts must need no database. */
const nowhere = { MONGODB_URI: 'mongodb://127.0.0.1:1/' };

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'usher-preview-test-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function preview(args: readonly string[], environment: Record<string, string> = {}): Promise<Ended> {
  return usher(['preview', ...args], { ...nowhere, ...environment });
}

describe('usher preview with sample facts', () => {
  it('prints the journey, the locale and why, the subject and the text', async () => {
    const { code, stdout, stderr } = await preview(['welcome']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [head, locale, subject, ...text] = stdout.split('\n');
    expect([head, locale, subject]).toEqual([
      'welcome · onboarding · sample facts',
      'locale   en, read by the sample user',
      'subject  Welcome to Acme, Ada',
    ]);
    expect(text.join('\n')).toMatch(/Good to have you, Ada\.[\s\S]*<https:\/\/app\.acme\.test\/profile>/);
    expect(stdout).not.toContain('<div');
  });

  it.each([
    ['welcome', 'pt', ['pt, asked for by --locale', 'Boas-vindas à Acme, Ada']],
    ['welcome', 'pt-BR', ['pt, the nearest to pt-BR, asked for by --locale', 'Boas-vindas à Acme, Ada']],
    ['one-question', 'pt', ["en, the workspace's: there are no words in pt, asked for by --locale", 'One question, one click']],
  ])('shows %s to somebody who reads %s as %j', async (template, asked, [locale, subject]) => {
    const { code, stdout } = await preview([template, '--locale', asked]);
    expect(code).toBe(0);
    expect(stdout.split('\n').slice(1, 3)).toEqual([`locale   ${locale}`, `subject  ${subject}`]);
  }); // prettier-ignore

  it('gives scripts all of it in one line, and the HTML to a file', async () => {
    const file = join(folder, 'welcome.html');
    const { code, stdout } = await preview(['welcome', '--locale', 'pt-BR', '--json', '--html', file]);
    expect({ code, lines: stdout.trim().split('\n').length }).toEqual({ code: 0, lines: 1 });
    const html = await readFile(file, 'utf8');
    expect(html).toMatch(/^<!doctype html>[\s\S]*Que bom ter você aqui, Ada\./);
    expect(JSON.parse(stdout)).toEqual({
      template: 'welcome',
      journey: 'onboarding',
      user: null,
      localeFrom: 'option',
      channel: 'email',
      choice: { locale: 'pt', asked: 'pt-BR', by: 'language' },
      subject: 'Boas-vindas à Acme, Ada',
      text: expect.stringContaining('Que bom ter você aqui, Ada.') as string,
      html,
    });
  });

  it('takes the journey it is told, whose vars may be others', async () => {
    const { stdout } = await preview(['welcome', '--journey', 'win-back']);
    expect(stdout).toMatch(/^welcome · win-back · /);
  });

  it.each([
    ['a template that is not there', ['welcom'], /^NAME_UNKNOWN found "welcom", expected a template of the workspace, did you mean "welcome"\?\n$/],
    ['a journey that is not there', ['welcome', '--journey', 'onbording'], /^NAME_UNKNOWN found "onbording", .*did you mean "onboarding"\?\n$/],
    ['a folder that is not there', ['welcome', '--dir', '/nowhere'], /^FILE_UNREADABLE \/nowhere is not there/],
  ])('refuses %s with exit code 2 and the reason', async (_, args, words) => {
    const { code, stdout, stderr } = await preview(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(words);
  }); // prettier-ignore

  it('says what is wrong with the workspace as validate does', async () => {
    const bad = join(folder, 'bad');
    await cp(example, bad, { recursive: true });
    await writeFile(join(bad, 'segments.yaml'), 'new: { traits.plann: pro }\n');
    const environment = { ...nowhere };
    const [shown, validated] = await Promise.all([
      preview(['welcome', '--dir', bad]),
      usher(['validate', bad], environment),
    ]);
    expect(shown).toEqual(validated);
    expect(shown).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('traits.plann') as string });
  });
});

describe('usher preview of what is no mail', () => {
  let workspace: string;

  beforeAll(async () => {
    workspace = join(folder, 'channels');
    for (const [path, text] of workspaceWith(channels)) {
      await mkdir(dirname(join(workspace, path)), { recursive: true });
      await writeFile(join(workspace, path), text);
    }
  });

  it('shows the title, the action and the body of an in-app message', async () => {
    const { code, stdout } = await preview(['hint', '--dir', workspace, '--locale', 'pt']);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: `hint · sent by no journey · sample facts
locale   pt, asked for by --locale
title    Oi, Ada
action   Começar <https://app.acme.test/start>
image    https://cdn.acme.test/plan.png

Uma linha.
Outra.
`,
    });
  });

  it('shows the method, the address, the headers and the payload of a webhook', async () => {
    const { code, stdout } = await preview(['crm', '--dir', workspace]);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: `crm · sent by no journey · sample facts
POST     https://hooks.acme.test/users/ada?plan=plan
header   x-plan: plan

{
  "user": "ada",
  "seats": [
    1,
    "Ada"
  ]
}
`,
    });
  });

  it('gives scripts all of it', async () => {
    const [hint, crm] = await Promise.all(['hint', 'crm'].map((name) => preview([name, '--dir', workspace, '--json'])));
    expect(JSON.parse(hint!.stdout)).toMatchObject({ template: 'hint', channel: 'in-app', title: 'Hi, Ada', image: expect.any(String) as string }); // prettier-ignore
    expect(JSON.parse(crm!.stdout)).toMatchObject({ channel: 'webhook', payload: { user: 'ada' }, choice: null });
  });

  it('has no HTML of it', async () => {
    const ended = await preview(['hint', '--dir', workspace, '--open']);
    expect(ended).toEqual({ code: 2, stdout: '', stderr: 'USAGE in-app templates have no HTML to write or to show\n' }); // prettier-ignore
  });
});

/** Two templates that are no mails. */
const channels = {
  'templates/hint/template.yaml': 'channel: in-app\ncategory: tips\n',
  'templates/hint/en.yaml': `title: Hi, {{ traits.firstName }}
body: One line.
action: { label: Start, url: '{{ base_url }}/start' }
image: https://cdn.acme.test/{{ traits.plan }}.png
`,
  'templates/hint/pt.yaml': `title: Oi, {{ traits.firstName }}
body: |
  Uma linha.
  Outra.
action: { label: Começar, url: '{{ base_url }}/start' }
image: https://cdn.acme.test/{{ traits.plan }}.png
`,
  'templates/crm/template.yaml': `channel: webhook
category: tips
url: https://hooks.acme.test/users/{{ user.id }}?plan={{ traits.plan }}
headers: { x-plan: '{{ traits.plan }}' }
payload: { user: '{{ user.id }}', seats: [1, '{{ traits.firstName }}'] }
`,
};

describe('usher preview --open', () => {
  it('opens the page in the browser of the system', async () => {
    const programs = join(folder, 'programs');
    await mkdir(programs);
    for (const name of ['xdg-open', 'open']) {
      await writeFile(join(programs, name), `#!/bin/sh\necho "$1" > '${join(folder, 'opened')}'\n`);
      await chmod(join(programs, name), 0o755);
    }
    const file = join(folder, 'page.html');
    const { code, stderr } = await preview(['welcome', '--open', '--html', file], { PATH: programs });
    expect({ code, stderr }).toEqual({ code: 0, stderr: `opened ${file}\n` });
    expect(await readFile(join(folder, 'opened'), 'utf8')).toBe(`${file}\n`);
  });

  it('says where the page is when there is no browser', async () => {
    const { code, stderr } = await preview(['welcome', '--open'], { PATH: join(folder, 'nothing'), TMPDIR: folder });
    expect(code).toBe(0);
    const file = /^found no browser to open; the page is (.*)\n$/.exec(stderr)?.[1] ?? '';
    expect(await readFile(file, 'utf8')).toContain('Good to have you, Ada.');
  });
});
