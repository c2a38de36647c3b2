import { readFileSync } from 'node:fs';

/** Every file and package that is loaded with a file: its imports, but for those of types alone. */
function reached(from: URL, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(from.href)) return seen;
  seen.add(from.href);
  const source = readFileSync(from, 'utf8');
  for (const [, clause = '', target = ''] of source.matchAll(/^(?:import|export) ([^;]*?)from '([^']+)';/gms)) {
    if (clause.startsWith('type ')) continue;
    if (target.startsWith('.')) reached(new URL(target, from), seen);
    else seen.add(target);
  }
  return seen;
}

describe('the workflow bundle', () => {
  it('holds no time zone data and no schemas: what changes with a version would break replay', () => {
    const all = [...reached(new URL('../../workflows/index.ts', import.meta.url))];
    expect(all.filter((name) => !name.startsWith('file:')).sort()).toEqual([
      '@temporalio/common',
      '@temporalio/workflow',
    ]);
    expect(
      all
        .filter((name) => name.includes('/domain/'))
        .map((name) => name.split('/domain/')[1])
        .sort(),
    ).toEqual([
      'enrolment/command.ts',
      'enrolment/delivery-queue.ts',
      'enrolment/identity.ts',
      'enrolment/lease.ts',
      'enrolment/trying.ts',
      'fnv64a.ts',
      'journey/command.ts',
      'release/refresh-workflow.ts',
      'release/refresh.ts',
      'time/instant.ts',
    ]);
  });
});
