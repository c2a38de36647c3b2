import { fileURLToPath } from 'node:url';
import { DefaultLogger, bundleWorkflowCode } from '@temporalio/worker';

// The bundler itself refuses node's builtins; what it cannot know is what we keep out for size and for replay.
const unwanted = ['zod', 'temporal-polyfill', '@growthbook/growthbook', 'mongodb', 'liquidjs', 'html-to-text', 'pino'];
/** The SDK's own part is about 510 KB; ours is two workflows and what they show, and stays small. */
const largest = 60 * 1024;

/** The code of our own modules, in the bundler's sections of one each. */
function ownCode(code: string): string {
  return code
    .split(/^\/\*!\*+!\*\\$/m)
    .filter((section) => /^\s*!\*\*\* \.\/(?:workflows|domain)\//.test(section))
    .join('');
}

describe('the workflow bundle', () => {
  let code: string;

  beforeAll(async () => {
    const workflowsPath = fileURLToPath(new URL('../../workflows/index.ts', import.meta.url));
    const bundle = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') });
    code = bundle.code.replace(/\/\/# sourceMappingURL=.*/, '');
  });

  it.each(unwanted)('does not hold %s', (library) => {
    expect(code).not.toContain(`node_modules/${library}/`);
  });

  it('holds the journey workflow and little else', () => {
    expect(code).toContain('workflows/journey.ts');
    expect(code).not.toContain('domain/journey/advance.ts');
    const own = Buffer.byteLength(ownCode(code));
    expect(own).toBeGreaterThan(largest / 2);
    expect(own).toBeLessThan(largest);
  });
});
