import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { compileWorkspace } from '../../authoring/compile-workspace.ts';
import { keyTables, withTables } from '../../authoring/editor/reference.ts';
import { formatProblems } from '../../authoring/problem/format.ts';
import { compileScenarios } from '../../authoring/scenario/compile-scenarios.ts';
import { laterKinds } from '../../authoring/journey/steps/index.ts';
import { NotYet } from '../../domain/authored/schema.ts';
import { Enrol } from '../../domain/journey/schema.ts';
import { Waiting } from '../../domain/journey/steps/schema.ts';
import { EmailFile } from '../../domain/template/schema.ts';
import { Profile } from '../../domain/workspace/schema.ts';
import { operators, refused } from '../../domain/condition/operators.ts';
import { contextDeclarations } from '../../domain/profile/context.ts';
import { runScenario } from '../../domain/scenario/run.ts';
import { fixedVariables } from '../../domain/template/data.ts';
import { defaults } from './defaults.ts';
import { codeOf, readDocument, root, rowsOf } from './documents.ts';
import { blocks, files, isFile, parts, problemsOf, toldOf, workspaceWith } from './workspace.ts';

/** The keys of the language that its schemas know only to refuse them. */
const laterKeys = [Enrol, Waiting, Profile, EmailFile].flatMap(({ shape }) => {
  return Object.entries(shape).flatMap(([key, field]) => (field === NotYet ? [key] : []));
});

const page = readDocument('docs/language.md');
const table = (title: string): string[][] => rowsOf(page, title).map((row) => row.map((cell) => codeOf(cell)));
const text = (about: string): string[] => blocks.filter((block) => block.about === about).map((each) => each.text);

describe('docs/language.md', () => {
  it('has the keys that the schemas have: run npm run schemas', () => {
    expect(page).toBe(withTables(page));
  });

  it('builds a workspace without a problem and without a warning', async () => {
    const compiled = await compileWorkspace(files);
    expect(toldOf(compiled)).toBe('');
    expect(compiled.warnings).toEqual([]);
  });

  it.each(blocks.filter(({ about }) => parts.includes(about) && about !== 'wrong'))(
    'line $line: $about that compile',
    async (block) => {
      expect(await problemsOf(workspaceWith(block.about, block.text))).toBe('');
    },
  );

  it('has no YAML that nothing compiles', () => {
    const others = blocks.filter((block) => block.language === 'yaml' && !isFile(block));
    expect(others.filter(({ about }) => !parts.includes(about))).toEqual([]);
  });

  it('shows what is said of steps with problems, word for word', async () => {
    const [wrong = ''] = text('wrong');
    expect(text('problems')).toEqual([`${await problemsOf(workspaceWith('wrong', wrong))}\n`]);
  });

  it('has scenarios that pass', async () => {
    const compiled = await compileWorkspace(files);
    if (!compiled.ok) throw new Error(toldOf(compiled));
    const read = compileScenarios(files, compiled.release);
    if (!read.ok) throw new Error(formatProblems(read.problems));
    const results = read.scenarios.map((scenario) => runScenario(compiled.release, scenario));
    expect(results.flatMap(({ differences }) => differences)).toEqual([]);
    expect(results.length).toBeGreaterThan(0);
  });
});

describe('the keys of docs/language.md', () => {
  const keys = Object.entries(keyTables()).flatMap(([mapping, all]) => all.map((key) => ({ mapping, ...key })));

  it.each(keys)('$mapping: $path says what it means, in sentences', ({ meaning }) => {
    expect(meaning).toMatch(/^[A-Z].*\.$/s);
  });

  it('have a table for every mapping', () => {
    const marks = [...page.matchAll(/<!-- keys: (\S+) -->/g)].map(([, name]) => name);
    expect(marks).toEqual(expect.arrayContaining(Object.keys(keyTables()).filter((name) => name !== 'in-app')));
  });

  it('have the defaults that examples hold', () => {
    const told = keys.flatMap(({ mapping, path, default: value }) =>
      value === undefined ? [] : [[mapping, path, value]],
    );
    expect(told).toEqual(defaults.map(({ mapping, path, value }) => [mapping, path, value]));
  });

  it.each(defaults)('$mapping: $path is $value where it is not written', async ({ part, without, written }) => {
    const [plain, said] = [workspaceWith(part, without), workspaceWith(part, written)];
    const compiled = await compileWorkspace(plain);
    expect(toldOf(compiled)).toBe('');
    expect(await compileWorkspace(said)).toEqual(compiled);
    if (part !== 'scenario' || !compiled.ok) return;
    const scenarios = compileScenarios(plain, compiled.release);
    expect(scenarios.ok).toBe(true);
    expect(compileScenarios(said, compiled.release)).toEqual(scenarios);
  });
});

describe('the facts of docs/language.md', () => {
  const examples = table('Fact').map(([fact, , , example]) => [fact, example]);

  it.each(examples)('%s: %s', async (_fact, example = '') => {
    expect(await problemsOf(workspaceWith('condition', example))).toBe('');
  });

  it('are all that there are of the context', () => {
    const told = table('Fact').map(([fact]) => fact);
    expect(told.filter((fact) => fact?.startsWith('context.'))).toEqual(
      Object.keys(contextDeclarations).map((fact) => `context.${fact}`),
    );
  });
});

describe('the operators of docs/language.md', () => {
  const others = ['$not', '$elemMatch', '$and', '$or', '$nor', '$ago', '$ahead'];

  it('are all that there are', () => {
    expect(
      table('Operator')
        .map(([operator]) => operator)
        .sort(),
    ).toEqual([...Object.keys(operators), ...others, ...Object.keys(refused)].sort());
  });

  it.each(table('Operator').filter(([operator = '']) => !(operator in refused)))(
    '%s is understood: %s %s',
    async (operator = '', _words, example = '') => {
      expect(example).toContain(operator);
      expect(await problemsOf(workspaceWith('condition', example))).toBe('');
    },
  );

  it.each(table('Operator').filter(([operator = '']) => operator in refused))(
    '%s is refused: %s',
    async (_operator, example = '') => {
      expect(await problemsOf(workspaceWith('condition', example))).toContain('OPERATOR_REFUSED');
    },
  );
});

describe('the other tables of docs/language.md', () => {
  it.each(table('Step'))('%s is called %s', async (step = '', id) => {
    const compiled = await compileWorkspace(workspaceWith('step', step));
    if (!compiled.ok) throw new Error(toldOf(compiled));
    expect(compiled.release.content.journeys.onboarding?.steps[1]?.id).toBe(id);
  });

  it('have every variable that is the same for all workspaces', () => {
    expect(table('Variable').map(([variable]) => variable)).toEqual(expect.arrayContaining([...fixedVariables]));
  });

  it.each(table('Variable').filter(([variable]) => !variable?.startsWith('waits.')))(
    '%s may stand in a template',
    async (variable = '') => {
      expect(await problemsOf(workspaceWith('words', `{{ ${variable} }}`))).toBe('');
    },
  );

  it.each(table('Part').map(([, ...cells]) => cells))('not yet, in a %s: %s', async (part = '', example = '') => {
    const workspace = part === 'file' ? new Map([...files, [example, '']]) : workspaceWith(part, example);
    const codes = [...(await problemsOf(workspace)).matchAll(/^\S+:\d+:\d+ ([A-Z_]+)/gm)].map(([, code]) => code);
    expect(new Set(codes)).toEqual(new Set(['NOT_YET']));
  });

  it('name everything that is known only to be refused', () => {
    const examples = table('Part').map(([, , example]) => example);
    const later = [...laterKinds, ...laterKeys].filter((key) => !examples.some((each) => each?.includes(`${key}:`)));
    expect(later).toEqual([]);
  });
});

describe('the settings for an editor in docs/language.md', () => {
  const [settings = '{}'] = text('settings');
  const schemas = Object.keys((JSON.parse(settings) as { 'yaml.schemas': object })['yaml.schemas']);

  it('are for every schema that there is', () => {
    const there = readdirSync(join(root, 'docs/schemas')).map((file) => `docs/schemas/${file}`);
    expect([...schemas].sort()).toEqual(there.sort());
  });

  it('are for schemas that are there', () => {
    expect(schemas.filter((schema) => !existsSync(join(root, schema)))).toEqual([]);
  });
});
