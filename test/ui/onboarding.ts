import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileFolder } from '../../cli/compile.ts';
import type { Release } from '../../domain/release/release.ts';
import { example } from '../support/six.ts';

/** The example, in which one can be stuck: it waits for a completed profile for two weeks. */
export async function patientOnboarding(): Promise<Release> {
  const folder = await mkdtemp(join(tmpdir(), 'usher-patient-'));
  try {
    await cp(example, folder, { recursive: true });
    const file = join(folder, 'onboarding/journey.yaml');
    const journey = await readFile(file, 'utf8');
    await writeFile(file, journey.replace('at_most: 2d', 'at_most: 14d'));
    const compiled = await compileFolder(folder);
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
    return compiled.release;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
