import { compileWorkspace } from '../../../authoring/compile-workspace.ts';
import type { Release } from '../../../domain/release/release.ts';
import type { Step } from '../../../domain/journey/program.ts';
import { simulate } from '../../../domain/simulation/simulate.ts';
import { hour } from '../../../domain/time/instant.ts';
import { eventOf, monday } from '../../support/event.ts';
import { journeyOf, mjml, workspaceWith } from '../../workspaces/good.ts';

const steps = `- wait: { on: big-import, where: { properties.team: { $ref: entry.properties.team } }, at_most: 2d }
  as: import
  timeout: [{ exit: in-vain }]
- send: imported
- exit: imported
`;
const files = {
  'profile.yaml': `traits: { email: { type: string }, plan: { type: string }, firstName: { type: string }, signedUpAt: { type: date } }
events:
  big-import: { on: Import Finished, where: { properties.rows: { $gte: 1000 } } }
`,
  'milestones.yaml':
    'project: { on: Project Created }\nprofile: { on: Profile Completed }\nmoved: { on: big-import }\n',
  'onboarding/journey.yaml': journeyOf(steps),
  'templates/imported/template.yaml': 'channel: email\ncategory: tips\nsubject: x\n',
  'templates/imported/en.mjml': mjml('{{ waits.import.properties.rows }} rows'),
};

async function compiled(more: Readonly<Record<string, string>> = {}) {
  const workspace = await compileWorkspace(workspaceWith({ ...files, ...more }));
  if (!workspace.ok) throw new Error(JSON.stringify(workspace.problems));
  return workspace;
}

const waitIn = ({ content }: Release): Step | undefined => content.journeys.onboarding!.steps.find(({ kind }) => kind === 'wait'); // prettier-ignore

describe('a wait for a named event', () => {
  it('is for the event as it is sent, with the tests of both, under the name of the named one', async () => {
    const { release } = await compiled();
    expect(waitIn(release)).toMatchObject({
      id: 'wait-import',
      clauses: [
        {
          id: 'big-import',
          words: 'big-import with team that of entry.properties.team',
          for: {
            kind: 'event',
            event: 'Import Finished',
            where: [
              { path: 'rows', comparison: 'gte', operand: { kind: 'value', value: 1_000 } },
              { path: 'team', comparison: 'eq', operand: { kind: 'ref', path: 'entry.properties.team' } },
            ],
          },
        },
      ],
    });
  });

  it.each([
    ['that fits both', { rows: 5_000, team: 'a' }, 'imported'],
    ['that does not fit the definition', { rows: 5, team: 'a' }, 'in-vain'],
    ['that does not fit the wait', { rows: 5_000, team: 'b' }, 'in-vain'],
  ])('is ended by an event %s', async (_, properties, outcome) => {
    const { release } = await compiled();
    const events = [
      eventOf('bo', 'Signed Up', { at: monday, properties: { team: 'a' } }),
      eventOf('bo', 'big-import', { at: monday + hour, properties: { rows: 5_000, team: 'a' } }),
      eventOf('bo', 'Import Finished', { at: monday + 2 * hour, properties }),
    ];
    const { path } = simulate({ release, user: 'bo', events });
    expect(path.at(-1)).toMatchObject({ because: [outcome] });
  });

  it('gets the warning of a wait for a milestone where it is one', async () => {
    const plain = journeyOf('- wait: { on: big-import, at_most: 2d }\n- exit: done\n');
    const { warnings } = await compiled({ 'onboarding/journey.yaml': plain });
    expect(warnings.map(({ code, message }) => `${code} ${message}`)).toContain(
      'WAIT_MILESTONE whoever did big-import before this step waits in vain; write for: { completed: moved }, or say since',
    );
  });
});
