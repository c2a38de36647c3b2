import { build } from 'esbuild';
import { root } from '../docs/documents.ts';

/** Which of our files a bundle has anything of that calls one function of the client and nothing else. */
async function bundled(name: string): Promise<readonly string[]> {
  const contents = `import { openContext, ${name} } from './client/index.ts';\nconsole.log(await ${name}(await openContext({})));`;
  const { metafile } = await build({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    ...{ bundle: true, write: false, metafile: true, logLevel: 'error' },
    ...{ format: 'esm', platform: 'node', packages: 'external' },
  });
  const [output] = Object.values(metafile.outputs);
  const inputs = Object.entries(output?.inputs ?? {});
  return inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([file]) => file);
}

const functions = ['track', 'identify', 'enrol', 'pause', 'inspect', 'explain', 'nudges', 'list', 'log'] as const;

describe('a bundle of one function', () => {
  it.each(functions)('%s leaves out all others', async (name) => {
    const files = await bundled(name);
    expect(files).toContain(`client/${name}.ts`);
    const others = functions.filter((each) => each !== name).map((each) => `client/${each}.ts`);
    expect(files.filter((file) => others.includes(file))).toEqual([]);
  });

  it('has nothing of explanations, slots and templates where it only tells what has happened', async () => {
    const files = await bundled('track');
    expect(files.filter((file) => /^client\/explain|^domain\/(slot|template)\/|^activities\/|^workflows\//.test(file))).toEqual([]);
  }); // prettier-ignore
});
