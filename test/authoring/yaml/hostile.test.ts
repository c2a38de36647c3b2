import fc from 'fast-check';
import { compileWorkspace } from '../../../authoring/compile-workspace.ts';
import { limits } from '../../../authoring/yaml/limits.ts';
import { parseYaml } from '../../../authoring/yaml/parse-yaml.ts';
import { workspaceWith } from '../../workspaces/good.ts';
import { wholeLanguage, wholeWorkspace } from '../../workspaces/whole-language.ts';

const full = (unit: string) => unit.repeat(Math.floor(limits.characters / unit.length));
/** Each list holds the one before ten times. */
const bomb = Array.from({ length: 9 }, (_, index) => `a${index + 1}: &a${index + 1} [${`*a${index}, `.repeat(10)}]`);

/** Text → whether it is refused. Each is read within the time a test may take. */
const hostile: readonly (readonly [string, string, boolean])[] = [
  ['10 MB', 'x'.repeat(10_000_000), true],
  ['a bomb of aliases', `a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n${bomb.join('\n')}`, true],
  ['an alias in itself', '&a [*a]', true],
  ['many aliases', `a: &a x\nb: [${full('*a, ').slice(0, -40)}]`, true],
  ['deep lists', full('['), true],
  ['deep mappings', full('{a: '), true],
  ['deep blocks', full('- '), true],
  ['deep keys', full('? '), true],
  ['closing brackets', full(']'), true],
  ['commas', `[${full(',').slice(2)}]`, true],
  ['quotes', full('"'), true],
  ['tags', full('!a '), true],
  [
    'many keys',
    Array.from({ length: 12_000 }, (_, index) => `k${index}:`)
      .join('\n')
      .slice(0, limits.characters),
    false,
  ],
  ['one key often', full('k: 1\n'), true],
  ['many documents', full('---\n'), true],
  ['directives', full('%YAML 1.1\n'), true],
  ['a long text', full('a '), false],
  ['empty lines', full('\n'), false],
];

describe('a hostile file', () => {
  it.each(hostile)('of %s neither hangs nor throws', (_what, text, refused) => {
    expect(parseYaml(text).problems.length > 0).toBe(refused);
  });

  it('of random YAML never throws', () => {
    const piece = fc.constantFrom(
      ...'-:?[]{}&*!|>\'"%@`#,~ \n\tab01'.split(''),
      '- ',
      ': ',
      '\n  ',
      '<<',
      '---\n',
      '&a ',
      '*a',
      '!!set ',
    );
    const text = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, (source) => {
        const file = parseYaml(source);
        const { line, column } = file.locate(['a', 0, 'b'], 'value');
        const wrong = file.problems.filter(({ message }) => !message.endsWith('twice in one mapping'));
        expect(file.value === undefined).toBe(wrong.length > 0);
        expect(line > 0 && column > 0).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('of a journey with letters lost and put in never throws, and points into the file', async () => {
    const good = wholeLanguage;
    const edit = fc.record({
      at: fc.nat(good.length),
      cut: fc.nat(6),
      put: fc.constantFrom('', ' ', ':', '-', '[', '}', '\n', 'x', '*a', '"'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 4 }), async (edits) => {
        const text = edits.reduce(
          (journey, { at, cut, put }) => journey.slice(0, at) + put + journey.slice(at + cut),
          good,
        );
        const compiled = await compileWorkspace(wholeWorkspace(text));
        const lines = text.split('\n').length;
        for (const { file, line } of compiled.ok ? [] : compiled.problems) {
          expect(file !== 'onboarding/journey.yaml' || line <= lines).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('of any JSON where a journey should be never throws', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.constantFrom('journey', 'enrol', 'steps', 'leave', 'goal', 'again', 'vars'), fc.jsonValue()),
        async (value) => {
          const compiled = await compileWorkspace(workspaceWith({ 'onboarding/journey.yaml': JSON.stringify(value) }));
          expect(compiled.ok).toBe(false);
        },
      ),
      { numRuns: 100 },
    );
  });
});
