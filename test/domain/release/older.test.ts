import { completed, type OlderContent } from '../../../domain/release/older.ts';
import type { EnrolRule } from '../../../domain/journey/program.ts';
import { openPolicy } from '../../../domain/pacing/policy.ts';
import { programOf } from '../../support/program.ts';
import { releaseOf } from '../../support/release.ts';

const { content } = releaseOf([programOf([])], { templates: {} });
const template = { name: 'welcome', channel: 'webhook', category: 'tips', transactional: false, url: 'https://a.test', headers: {}, payload: {} } as const; // prettier-ignore

/** As it was stored before there were policies. */
function stored(): OlderContent {
  const older = { ...content, policy: undefined, templates: { welcome: template } };
  return JSON.parse(JSON.stringify(older)) as OlderContent;
}

describe('a stored release of before there were policies', () => {
  it('holds nothing back', () => {
    expect(completed(stored()).policy).toEqual(openPolicy);
  });

  it('has templates without tags, alike in priority, that are never too fresh', () => {
    const { welcome } = completed(stored()).templates;
    expect(welcome).toEqual({ ...template, tags: [], priority: 0, repeatAfter: null });
  });

  it('has events for ways in, which did not say so', () => {
    const older = stored();
    const [name = ''] = Object.keys(older.journeys);
    const [rule] = content.journeys[name]!.enrol;
    const unsaid = Object.fromEntries(Object.entries(rule!).filter(([key]) => key !== 'kind'));
    const program = { ...older.journeys[name]!, enrol: [unsaid as unknown as EnrolRule] };
    expect(completed({ ...older, journeys: { [name]: program } }).journeys[name]?.enrol).toEqual([
      { kind: 'event', ...unsaid },
    ]);
  });

  it('keeps all the rest', () => {
    expect(completed(stored())).toMatchObject(stored());
  });
});

it('a release with a policy is as it was stored', () => {
  const policy = { ...openPolicy, gap: 1 };
  expect(completed({ ...content, policy })).toEqual({ ...content, policy });
});
