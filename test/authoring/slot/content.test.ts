import { compileWorkspace } from '../../../authoring/compile-workspace.ts';
import { workspaceWith } from '../../workspaces/good.ts';

const files = workspaceWith({
  'slots/card.yaml': 'slot: card\nrules: [{ id: all, show: guide }]\n',
  'content/guide.yaml':
    'content: guide\ncategory: tips\nreview_by: 2026-03-01\nwords: { en: { title: Hi, body: Hello } }\n',
});
const said =
  'content/guide.yaml:3:12 "guide" was to be reviewed by 2026-03-01: see whether it is still right, and set a later date';

async function warnings(today: string | null): Promise<readonly string[]> {
  const compiled = await compileWorkspace(files, today === null ? null : Date.parse(today));
  const stale = compiled.warnings.filter(({ code }) => code === 'CONTENT_STALE');
  return stale.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`);
}

describe('content', () => {
  it.each([
    ['2026-02-28T22:59:59.999Z', []],
    ['2026-02-28T23:00:00Z', [said]],
    ['2027-01-01T00:00:00Z', [said]],
    [null, []],
  ])('is said to be past its review date, as of the day that is given', async (today, expected) => {
    expect(await warnings(today)).toEqual(expected);
  });

  it('is the same release on every day', async () => {
    const [one, other] = await Promise.all([compileWorkspace(files, 0), compileWorkspace(files, Date.now())]);
    expect(one.ok && other.ok && one.release.id === other.release.id).toBe(true);
  });
});
