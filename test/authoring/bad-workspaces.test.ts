import { compileWorkspace } from '../../authoring/compile-workspace.ts';
import type { LocatedProblem } from '../../authoring/problem/located.ts';
import { badWorkspaces, filesOf } from '../workspaces/bad-workspaces.ts';

describe.each(badWorkspaces)('what is said of wrong $group', ({ cases }) => {
  it.each(cases)('$name', async (bad) => {
    const compiled = await compileWorkspace(filesOf(bad));
    expect(lines(compiled.ok ? [] : compiled.problems)).toEqual(bad.problems);
    if (bad.warnings !== undefined) expect(lines(compiled.warnings)).toEqual(bad.warnings);
  });
});

function lines(said: readonly LocatedProblem[]): readonly string[] {
  return said.map(({ file, line, column, code, message }) => `${file}:${line}:${column} ${code} ${message}`);
}
