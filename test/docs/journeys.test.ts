import { compileWorkspace, type CompiledWorkspace } from '../../authoring/compile-workspace.ts';
import { formatProblems } from '../../authoring/problem/format.ts';
import { compileScenarios } from '../../authoring/scenario/compile-scenarios.ts';
import { testText } from '../../cli/scenario/text.ts';
import { coverageOf } from '../../domain/scenario/coverage.ts';
import { runScenario } from '../../domain/scenario/run.ts';
import { type Block, blocksOf, readDocument } from './documents.ts';

const blocks = blocksOf(readDocument('docs/journeys.md'));

/** What an example stands for; anything with a slash or a dot is a file of the guide's own workspace. */
const fragments = ['steps', 'ways', 'segments', 'wrong'];
const isFile = ({ about }: Block): boolean => /[./]/.test(about);
const files = new Map(blocks.filter(isFile).map(({ about, text }) => [about, text]));

const journey = 'onboarding/journey.yaml';
const vars = 'vars: { docs: https://docs.acme.test }\n';
const indented = (text: string): string => text.replace(/^(?=.)/gm, '  ');

/** The guide's workspace with an example in the place it is about. */
function workspaceOf({ about, text }: Block): ReadonlyMap<string, string> {
  switch (about) {
    case 'ways':
      return new Map([...files, [journey, `journey: onboarding\n${text}${vars}steps: [{ send: welcome }]\n`]]);
    case 'segments':
      return new Map([...files, ['segments.yaml', `${files.get('segments.yaml') ?? ''}${text}`]]);
    default: {
      const enrol = 'enrol: [{ on: Signed Up }]\n';
      const steps = `journey: onboarding\n${enrol.trim()}\nsteps:\n${indented(text)}${vars}`;
      return new Map([...files, [journey, steps]]);
    }
  }
}

function problemsOf(compiled: CompiledWorkspace): string {
  return compiled.ok ? '' : formatProblems(compiled.problems);
}

describe('docs/journeys.md', () => {
  it('builds a workspace without a problem and without a warning', async () => {
    const compiled = await compileWorkspace(files);
    expect(problemsOf(compiled)).toBe('');
    expect(compiled.warnings).toEqual([]);
  });

  it.each(blocks.filter(({ about }) => fragments.includes(about) && about !== 'wrong'))(
    'line $line: $about that compile',
    async (block) => {
      expect(problemsOf(await compileWorkspace(workspaceOf(block)))).toBe('');
    },
  );

  it('shows what is said of a workspace with problems, word for word', async () => {
    const [wrong, ...more] = blocks.filter(({ about }) => about === 'wrong');
    const told = blocks.filter(({ about }) => about === 'problems').map(({ text }) => text.trimEnd());
    expect(more).toEqual([]);
    expect(told).toEqual([problemsOf(await compileWorkspace(workspaceOf(wrong!)))]);
  });

  it('has scenarios that pass, and shows what is said of them, word for word', async () => {
    const compiled = await compileWorkspace(files);
    if (!compiled.ok) throw new Error(problemsOf(compiled));
    const { release } = compiled;
    const read = compileScenarios(files, release);
    if (!read.ok) throw new Error(formatProblems(read.problems));
    const results = read.scenarios.map((scenario) => runScenario(release, scenario));
    const coverage = Object.values(release.content.journeys).map((program) => {
      const own = results.filter(({ scenario }) => scenario.journey === program.journey);
      return coverageOf(
        program,
        own.flatMap(({ path }) => path),
      );
    });
    const told = blocks.filter(({ about }) => about === 'scenarios').map(({ text }) => text.trimEnd());
    expect(told).toEqual([testText(results, coverage)]);
  });

  it('has no YAML that nothing compiles', () => {
    const unknown = blocks.filter((block) => block.language === 'yaml' && !fragments.includes(block.about));
    expect(unknown.filter((block) => !isFile(block))).toEqual([]);
  });
});
