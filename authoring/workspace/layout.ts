import { Name } from '../../domain/authored/schema.ts';
import { didYouMean } from '../../domain/condition/nearest.ts';
import { reservedItems } from '../slot/names.ts';
import type { Sources } from '../read/sources.ts';
import type { WordsFile } from '../template/channel/compiler.ts';

/** What a workspace may hold at its top, beside the folders of journeys. */
const files = ['workspace.yaml', 'milestones.yaml', 'profile.yaml', 'segments.yaml', 'experiments.yaml', 'policy.yaml'];
const laterFiles = ['monitors.yaml'];
/** Folders of one file each for what they hold. */
const shelves = { slots: 'slot', content: 'item' } as const;
/** Theirs, not ours: what a folder says about itself, and material to try it with. */
const ignoredFiles = ['README.md'];
const ignoredFolders = ['sample'];
const inJourney = ['journey.yaml', 'scenarios.yaml'];

/** Which folders are journeys and which are templates, and what slots and content there is. */
export interface Layout {
  readonly journeys: readonly string[];
  /** Template → its words, a file for each locale. */
  readonly templates: ReadonlyMap<string, readonly WordsFile[]>;
  readonly slots: readonly string[];
  readonly content: readonly string[];
}

/** Sorts the files of a workspace, and refuses those that mean nothing. */
export function readLayout(sources: Sources): Layout {
  const journeys = new Set<string>();
  const templates = new Map<string, WordsFile[]>();
  const shelved = { slots: new Set<string>(), content: new Set<string>() };
  for (const path of sources.paths.filter((each) => !isHidden(each))) {
    const parts = path.split('/');
    const [top = ''] = parts;
    if (parts.length === 1) checkTop(sources, path);
    else if (top === 'templates') sortTemplate(sources, path, templates);
    else if (top === 'slots' || top === 'content') sortShelf(sources, path, shelved[top]);
    else if (!ignoredFolders.includes(top)) sortJourney(sources, path, journeys);
  }
  if (sources.text('workspace.yaml') === undefined) {
    sources.refuse('workspace.yaml', {
      code: 'FILE_MISSING',
      message: 'there is no workspace.yaml; expected one at the top of the workspace',
    });
  }
  return { journeys: [...journeys], templates, slots: [...shelved.slots], content: [...shelved.content] };
}

/** Files of editors and operating systems: `.DS_Store`, `.git/…`. */
function isHidden(path: string) {
  return path.split('/').some((part) => part.startsWith('.'));
}

function checkTop(sources: Sources, path: string): void {
  if (files.includes(path) || ignoredFiles.includes(path)) return;
  if (laterFiles.includes(path)) refuseLater(sources, path, path);
  else
    refuse(sources, path, `expected one of ${files.join(', ')}, or the folder of a journey${didYouMean(path, files)}`);
}

function sortJourney(sources: Sources, path: string, journeys: Set<string>): void {
  const [folder = '', file = '', ...deeper] = path.split('/');
  if (sources.text(`${folder}/journey.yaml`) === undefined) {
    const slip = didYouMean(folder, ['templates', ...Object.keys(shelves)]) || didYouMean(file, inJourney);
    return refuse(sources, path, `expected the folder "${folder}" to hold a journey.yaml${slip}`);
  }
  if (!Name.safeParse(folder).success) return refuse(sources, path, folderName);
  journeys.add(folder);
  if (deeper.length === 0 && inJourney.includes(file)) return;
  refuse(
    sources,
    path,
    `expected only ${inJourney.join(' and ')} in the folder of a journey${didYouMean(file, inJourney)}`,
  );
}

function sortTemplate(sources: Sources, path: string, templates: Map<string, WordsFile[]>): void {
  const [, name = '', file, ...deeper] = path.split('/');
  if (file === undefined)
    return refuse(sources, path, 'expected a folder for each template, such as templates/welcome/');
  if (!Name.safeParse(name).success) return refuse(sources, path, folderName);
  const words = templates.get(name) ?? [];
  templates.set(name, words);
  if (file === 'template.yaml' && deeper.length === 0) return;
  const read = deeper.length === 0 ? wordsOf(file) : null;
  if (read === null) {
    const slip = didYouMean(file, ['template.yaml']);
    return refuse(sources, path, `expected template.yaml, or one file a locale such as en.mjml or en.yaml${slip}`);
  }
  const { locale, kind } = read;
  if (words.some((each) => each.kind === kind && each.locale.toLowerCase() === locale.toLowerCase())) {
    return refuse(sources, path, `expected one file for ${locale.toLowerCase()}, found it with other capitals too`);
  }
  words.push(read);
}

/** `slots/tutorial.yaml`, `content/quick-start.yaml`: named by the file. */
function sortShelf(sources: Sources, path: string, names: Set<string>): void {
  const [top, file = '', ...deeper] = path.split('/');
  const what = top === 'slots' ? shelves.slots : shelves.content;
  const name = /^(.*)\.yaml$/.exec(file)?.[1];
  if (name === undefined || deeper.length > 0) {
    return refuse(sources, path, `expected one file for each ${what}, such as ${top ?? ''}/welcome.yaml`);
  }
  if (!Name.safeParse(name).success) {
    return refuse(sources, path, 'expected a file named with a-z, 0-9 and - only, at most 40 characters');
  }
  if (what === 'item' && reservedItems.includes(name)) {
    return refuse(sources, path, `expected another name: in a rule ${name} stands for no item`);
  }
  names.add(name);
}

/** `pt-BR.mjml` are words in `pt-BR`. */
function wordsOf(file: string): WordsFile | null {
  const [, locale, kind] = /^([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\.(mjml|yaml)$/.exec(file) ?? [];
  return locale === undefined ? null : { locale, kind: kind === 'yaml' ? 'yaml' : 'mjml', file };
}

const folderName = 'expected a folder named with a-z, 0-9 and - only, at most 40 characters';

function refuse(sources: Sources, path: string, message: string): void {
  sources.refuse(path, { code: 'FILE_UNEXPECTED', message });
}

function refuseLater(sources: Sources, path: string, what: string): void {
  sources.refuse(path, { code: 'NOT_YET', message: `${what} is part of the language, but not supported yet` });
}
