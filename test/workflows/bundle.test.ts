import { fileURLToPath } from 'node:url';
import { DefaultLogger, bundleWorkflowCode } from '@temporalio/worker';

// The bundler itself refuses node's builtins; what it cannot know is what we keep out for size and for replay.
const unwanted = ['zod', 'temporal-polyfill', '@growthbook/growthbook', 'mongodb', 'liquidjs', 'html-to-text', 'pino'];
/** The SDK's own part is about 510 KB; the journey workflow is small, and stays so. */
const largest = 560 * 1024;

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
    expect(Buffer.byteLength(code)).toBeLessThan(largest);
  });
});
