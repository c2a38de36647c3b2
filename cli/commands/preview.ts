import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { UsherError } from '../../domain/errors.ts';
import { nothingSaid } from '../../domain/template/data.ts';
import { sampleProfile } from '../../domain/template/sample.ts';
import { compileFolder } from '../compile.ts';
import { exitCodes } from '../exit-codes.ts';
import { output } from '../output.ts';
import { openInBrowser } from '../preview/browser.ts';
import { previewOf, sceneOf, type Reader, type Scene } from '../preview/preview.ts';
import { readReader } from '../preview/reader.ts';
import { previewText } from '../preview/text.ts';
import { problemsOf, sayProblems } from './validate.ts';

interface Options {
  readonly dir: string;
  readonly user?: string;
  readonly locale?: string;
  readonly journey?: string;
  readonly html?: string;
  readonly open?: true;
  readonly json?: true;
}

export function addPreview(program: Command): void {
  program
    .command('preview')
    .description('what a template of a workspace looks like, as it is now, for a user or with sample facts')
    .argument('<template>', 'the name of a folder in templates/')
    .option('--dir <dir>', 'the workspace folder', 'journeys')
    .option('--user <user>', 'fill it with the facts of this user; needs the database')
    .option('--locale <locale>', 'for somebody who reads this, such as pt-BR')
    .option('--journey <journey>', 'as this journey sends it; otherwise as the first that does')
    .option('--html <file>', 'write the HTML to this file')
    .option('--open', 'show the HTML in the browser')
    .option('--json', 'print all of it as data')
    .action(run);
}

async function run(template: string, options: Options): Promise<void> {
  const compiled = await compileFolder(options.dir);
  if (!compiled.ok) {
    if (options.json) output.json(problemsOf(compiled));
    else sayProblems(compiled);
    process.exitCode = exitCodes.refused;
    return;
  }
  const scene = sceneOf(compiled.release.content, template, options.journey);
  const preview = previewOf(scene, await readerOf(scene, options.user), {
    locale: options.locale ?? null,
    now: Date.now(),
  });
  if (preview.channel !== 'email') refuseHtml(preview.channel, options);
  if (options.json) output.json(preview);
  else output.say(previewText(preview));
  if (preview.channel === 'email') await showHtml(preview.html, options);
}

async function readerOf({ content, program }: Scene, user: string | undefined): Promise<Reader> {
  if (user !== undefined) return readReader(user, program?.journey ?? null);
  return { profile: sampleProfile(content, Date.now()), sample: true, arms: {}, ...nothingSaid };
}

/** Only a mail is a page. */
function refuseHtml(channel: string, { html, open }: Options): void {
  if (html !== undefined || open)
    throw new UsherError('USAGE', `${channel} templates have no HTML to write or to show`);
}

async function showHtml(html: string, { html: named, open }: Options): Promise<void> {
  if (named !== undefined) await write(named, html);
  if (!open) return;
  const file = resolve(named ?? join(await mkdtemp(join(tmpdir(), 'usher-preview-')), 'preview.html'));
  if (named === undefined) await write(file, html);
  output.note((await openInBrowser(file)) ? `opened ${file}` : `found no browser to open; the page is ${file}`);
}

async function write(file: string, html: string): Promise<void> {
  try {
    await writeFile(file, html);
  } catch (error) {
    throw new UsherError('FILE_UNREADABLE', `${file} cannot be written; expected the path of a file`, { cause: error });
  }
}
