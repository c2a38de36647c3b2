import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The first of these programs that is on the PATH; null when none is. */
function programOnPath(names: readonly string[]): string | null {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable) ?? null;
}

/** The names under which systems have a browser that playwright-core can drive. */
export const chromium = ['chromium', 'chromium-browser', 'google-chrome'] as const;

/**
 * Tests that need a program which we cannot install. Where it is missing they are skipped aloud, except under CI, which has
 * to install it (.ci/run): there they fail.
 */
export function describeWithProgram(names: readonly string[], title: string, tests: (file: string) => void): void {
  const file = programOnPath(names);
  if (file !== null) return void describe(title, () => tests(file));
  const missing = `needs ${names.join(' or ')}, which is not on the PATH`;
  const describeMissing = process.env.CI === 'true' ? describe : describe.skip;
  if (describeMissing === describe.skip) process.stderr.write(`SKIPPED: ${title}: ${missing}\n`);
  describeMissing(title, () => {
    it(missing, () => expect(file).not.toBeNull());
  });
}
