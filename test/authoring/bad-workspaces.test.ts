import { compileWorkspace } from '../../authoring/compile-workspace.ts';
import { badWorkspaces, filesOf } from '../workspaces/bad-workspaces.ts';

describe.each(badWorkspaces)('what is said of wrong $group', ({ cases }) => {
  it.each(cases)('$name', async (bad) => {
    const compiled = await compileWorkspace(filesOf(bad));
    const said = compiled.ok ? [] : compiled.problems;
    expect(said.map(({ file, line, column, code, message }) => `${file}:${line}:${column} ${code} ${message}`)).toEqual(
      bad.problems,
    );
  });
});
