import type { z } from 'zod';
import { operators } from '../../domain/condition/operators.ts';
import { errorKinds } from '../../domain/errors.ts';
import { Experiment } from '../../domain/experiment/schema.ts';
import { Enrol, Journey, Leave } from '../../domain/journey/schema.ts';
import { Case, Clause } from '../../domain/journey/steps/schema.ts';
import { PolicyFile } from '../../domain/pacing/schema.ts';
import { Scenario } from '../../domain/scenario/schema.ts';
import { Content, Rule, Slot } from '../../domain/slot/schema.ts';
import { EmailFile, InAppFile, InAppWordsFile, WebhookFile } from '../../domain/template/schema.ts';
import { Milestone, Profile, Settings, Trait } from '../../domain/workspace/schema.ts';
import { stepSchemas } from './definitions.ts';
import { type Key, keysOf } from './key-table.ts';
import { markdownTable } from './markdown-table.ts';
import { expectation } from './meaning.ts';
import { forms } from './sections.ts';

/** The mappings of the language, by the name under which the reference has the table of their keys. */
const mappings: Readonly<Record<string, z.ZodType>> = {
  workspace: Settings,
  profile: Profile,
  trait: Trait,
  milestone: Milestone,
  'experiment-file': Experiment,
  policy: PolicyFile,
  slot: Slot,
  rule: Rule,
  content: Content,
  journey: Journey,
  enrol: Enrol,
  leave: Leave,
  clause: Clause,
  case: Case,
  'in-app-words': InAppWordsFile,
  scenario: Scenario,
};

const channels: Readonly<Record<string, z.ZodType>> = { email: EmailFile, 'in-app': InAppFile, webhook: WebhookFile };

type Tables = Readonly<Record<string, readonly Key[]>>;

/** The keys of every mapping of the language; `step` and `template` have those that all kinds and channels share. */
export function keyTables(): Tables {
  const written = Object.entries(mappings).map(([name, schema]) => [name, keysOf(schema)] as const);
  return { ...Object.fromEntries(written), ...family('step', stepSchemas), ...family('template', channels) };
}

/** What the members of a family share under its name, the rest under their own. */
function family(name: string, schemas: Readonly<Record<string, z.ZodType>>): Tables {
  const members = Object.entries(schemas).map(([member, schema]) => [member, keysOf(schema)] as const);
  const paths = members.map(([, keys]) => keys.map(({ path }) => path));
  const isShared = ({ path }: Key): boolean => paths.every((each) => each.includes(path));
  const own = members.map(([member, keys]) => [member, keys.filter((key) => !isShared(key))] as const);
  return { [name]: members[0]?.[1].filter(isShared) ?? [], ...Object.fromEntries(own) };
}

/** The reference with everything between its marks as the schemas have it. @throws Error for a mark of nothing known */
export function withTables(page: string): string {
  const tables = keyTables();
  const others: Readonly<Record<string, string>> = {
    forms: formTable(),
    codes: inline(codes()),
    where: inline(Object.keys(operators)),
  };
  return page.replace(/(?<=<!-- keys: (\S+) -->\n)[^]*?(?=<!-- end -->)/g, (_, name: string) => {
    const keys = tables[name];
    const text = keys === undefined ? others[name] : keyTable(keys);
    if (text === undefined) throw new Error(`docs/language.md wants the keys of ${name}, which nothing is called`);
    return `\n${text}\n`;
  });
}

function keyTable(keys: readonly Key[]): string {
  const rows = keys.map((key) => [`\`${key.path}\``, key.values, standing(key), withCode(key.meaning)]);
  return markdownTable(['Key', 'Values', 'Default', 'Meaning'], rows);
}

function standing({ required, default: value }: Key): string {
  if (required) return 'required';
  if (value === undefined) return '–';
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}

/** What an author writes, as code. */
function withCode(meaning: string): string {
  return meaning.replace(/\{\{.*?\}\}/g, (output) => `\`${output}\``);
}

function formTable(): string {
  const rows = Object.entries(forms).map(([form, schema]) => [form, expectation(schema) ?? '']);
  return markdownTable(['Form', 'What it is'], rows);
}

/** The codes of what is wrong with files; those of everything else have other statuses. */
function codes(): readonly string[] {
  const ofFiles = Object.entries(errorKinds).filter(([, { status }]) => status === 422);
  return ofFiles.map(([code]) => code);
}

function inline(names: readonly string[]): string {
  return `${names.map((name) => `\`${name}\``).join(' · ')}\n`;
}
