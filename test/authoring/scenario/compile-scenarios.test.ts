import { compileWorkspace } from '../../../authoring/compile-workspace.ts';
import { formatProblems } from '../../../authoring/problem/format.ts';
import { compileScenarios, type CompiledScenarios } from '../../../authoring/scenario/compile-scenarios.ts';
import type { Scenario } from '../../../domain/scenario/scenario.ts';
import { contextFacts } from '../../../domain/profile/context.ts';
import { countingOf } from '../../../domain/release/counting.ts';
import { day, hour } from '../../../domain/time/instant.ts';
import { workspaceWith } from '../../workspaces/good.ts';

const file = 'onboarding/scenarios.yaml';

async function compile(text: string): Promise<CompiledScenarios> {
  const experiments = 'tour-format: { arms: { control: 50, video: 50 } }\n';
  const files = workspaceWith({ [file]: text, 'experiments.yaml': experiments });
  const compiled = await compileWorkspace(files);
  if (!compiled.ok) throw new Error(formatProblems(compiled.problems));
  return compileScenarios(files, compiled.release);
}

async function scenariosIn(text: string): Promise<readonly Scenario[]> {
  const compiled = await compile(text);
  if (!compiled.ok) throw new Error(formatProblems(compiled.problems));
  return compiled.scenarios;
}

/** What is said of one scenario; its first line is the file's second. */
async function saidOf(lines: string): Promise<readonly string[]> {
  const compiled = await compile(`- scenario: one\n${lines.replace(/^(?=.)/gm, '  ')}\n`);
  const problems = compiled.ok ? [] : compiled.problems;
  return problems.map(({ line, column, code, message }) => `${line}:${column} ${code} ${message}`);
}

const rest = 'at: 2026-03-02\nevents: []\nexpect: {}';

describe('scenarios.yaml', () => {
  it.each(['', '[]', '# none yet'])('may hold nothing: %j', async (text) => {
    expect(await scenariosIn(text)).toEqual([]);
  });

  it("reads times in the user's zone, or after the start", async () => {
    const text = `
- scenario: one
  context: { timezone: America/New_York }
  at: 2026-03-02T09:00
  events: [{ at: 1d 2h, event: Signed Up }, { at: 2026-03-02T10:00Z, event: Signed Up }]
  expect: { nudges: [{ send: welcome, at: 2026-03-03T09:00 }] }`;
    const [scenario] = await scenariosIn(text);
    const start = Date.UTC(2026, 2, 2, 14);
    expect(scenario).toMatchObject({ journey: 'onboarding', name: 'one', user: 'somebody', start });
    expect(scenario!.events.map(({ timestamp }) => timestamp - start)).toEqual([-1000, 26 * hour, -4 * hour]);
    expect(scenario!.expected.nudges).toEqual([{ template: 'welcome', at: start + day, locale: null }]);
  });

  it("reads times in the workspace's zone where nothing is known of the user's", async () => {
    const [scenario] = await scenariosIn(`[{ scenario: one, at: 2026-03-02T09:00, events: [], expect: {} }]`);
    expect(scenario!.start).toBe(Date.UTC(2026, 2, 2, 8));
  });

  it("makes of what is known an identify event with Segment's context", async () => {
    const context = '{ device: mobile, os: iOS, country: DE, locale: de, app_version: "2.1" }';
    const [scenario] = await scenariosIn(
      `[{ scenario: one, traits: { plan: team }, context: ${context}, at: 2026-03-02, events: [], expect: {} }]`,
    );
    expect(scenario!.events).toMatchObject([
      {
        type: 'identify',
        name: null,
        traits: { plan: 'team' },
        context: {
          device: { type: 'mobile' },
          os: { name: 'iOS' },
          location: { country: 'DE' },
          locale: 'de',
          app: { version: '2.1' },
        },
      },
    ]);
  });

  it('puts facts that the workspace declares where the workspace finds them', async () => {
    const files = workspaceWith({
      'profile.yaml': `traits: { plan: { type: string }, firstName: { type: string }, signedUpAt: { type: date } }
context: { campaign: { type: string, at: campaign.name }, source: { type: string, at: campaign.source }, beta: { type: boolean } }
`,
      [file]: `
- scenario: one
  context: { campaign: spring, beta: true, device: mobile }
  at: 2026-03-02
  events: [{ at: 1h, context: { source: ad } }]
  expect: {}`,
    });
    const compiled = await compileWorkspace(files);
    if (!compiled.ok) throw new Error(formatProblems(compiled.problems));
    const read = compileScenarios(files, compiled.release);
    if (!read.ok) throw new Error(formatProblems(read.problems));
    const { context } = countingOf(compiled.release.content);
    const facts = read.scenarios[0]!.events.map((event) => contextFacts(event.context, context));
    expect(facts).toEqual([{ campaign: 'spring', beta: true, device: 'mobile', platform: 'mobile' }, { source: 'ad' }]);
  });

  it('says when the story is over, which arms are given, and what a provider refuses', async () => {
    const [scenario] = await scenariosIn(`
- scenario: one
  at: 2026-03-02T09:00
  until: 5d
  arms: { tour-format: none }
  refusals: [{ send: welcome, for: 1h 30m }, { send: reminder, for: good }]
  events: []
  expect: { never: [welcome], skipped: { welcome: a }, held: { welcome: b }, outcome: open, step: wait-profile }`);
    expect(scenario).toMatchObject({
      until: scenario!.start + 5 * day,
      arms: { 'tour-format': null },
      refusals: [{ template: 'welcome', lasts: 1.5 * hour }, { template: 'reminder', lasts: null }],
      expected: { never: ['welcome'], skipped: { welcome: 'a' }, held: { welcome: 'b' }, outcome: 'open', step: 'wait-profile' },
    });
  }); // prettier-ignore

  it('has an event received later than it happened', async () => {
    const events = '[{ at: 1h, event: Signed Up, late: 1d 2h }]';
    const [scenario] = await scenariosIn(`[{ scenario: one, at: 2026-03-02, events: ${events}, expect: {} }]`);
    const [, event] = scenario!.events;
    expect(event).toMatchObject({ timestamp: scenario!.start + hour, receivedAt: scenario!.start + day + 3 * hour });
  });

  it('is no part of the release', async () => {
    const releases = [workspaceWith(), workspaceWith({ [file]: '[]' })].map(async (files) => {
      const compiled = await compileWorkspace(files);
      return compiled.ok ? compiled.release.id : null;
    });
    const [without, with_] = await Promise.all(releases);
    expect(without).not.toBeNull();
    expect(with_).toBe(without);
  });
});

describe('what is said of wrong scenarios', () => {
  it.each<[string, string, readonly string[]]>([
    ['an unknown key', `${rest}\nusr: bo`, ['5:3 KEY_UNKNOWN unknown key "usr", did you mean "user"?']],
    ['an unknown key of an expectation', 'at: 2026-03-02\nevents: []\nexpect: { nudge: [] }', ['4:13 KEY_UNKNOWN unknown key "nudge", did you mean "nudges"?']],
    ['no start', 'events: []\nexpect: {}', ['1:3 KEY_MISSING "at" is missing; expected a time since the start such as 0s, 36h or "1d 2h", or an instant such as 2026-03-02T09:00']],
    ['a start that is an offset', 'at: 3d\nevents: []\nexpect: {}', ['2:7 VALUE_INVALID found "3d", expected when it starts, such as 2026-03-02T09:00']],
    ['a day that there is not', 'at: 2026-02-30\nevents: []\nexpect: {}', ['2:7 VALUE_INVALID found "2026-02-30", expected a date and time that there are, such as 2026-03-02T09:00']],
    ['a time that is none', 'at: 2026-03-02\nevents: [{ at: soon, event: A }]\nexpect: {}', ['3:18 VALUE_INVALID found "soon", expected a time since the start such as 0s, 36h or "1d 2h", or an instant such as 2026-03-02T09:00']],
    ['a zone that there is not', `context: { timezone: Europe/Nowhere }\n${rest}`, ['2:24 VALUE_INVALID found "Europe/Nowhere", expected an IANA time zone such as Europe/Berlin']],
    ['a trait that nobody declared', `traits: { plann: team }\n${rest}`, ['2:13 FACT_UNKNOWN found the trait "plann", expected one that profile.yaml declares, did you mean "plan"?']],
    ['a fact that nobody declared', `context: { devise: mobile }\n${rest}`, ['2:14 FACT_UNKNOWN found "devise", expected a fact that is known, or that profile.yaml declares, did you mean "device"?']],
    ['a fact that is no constant', `context: { campaign: [spring] }\n${rest}`, ['2:14 FACT_UNKNOWN found "campaign", expected a fact that is known, or that profile.yaml declares: device, platform, os, locale, timezone, country, app_version', '2:24 VALUE_INVALID found a list, expected text, a number, true or false']],
    ['a template that there is not', 'at: 2026-03-02\nevents: []\nexpect: { nudges: [{ send: welcom }] }', ['4:30 NAME_UNKNOWN found "welcom", expected the name of a folder in templates/, did you mean "welcome"?']],
    ['a step that there is not', 'at: 2026-03-02\nevents: []\nexpect: { path: [entered, welcom] }', ['4:29 NAME_UNKNOWN found "welcom", expected the id of a step of onboarding, did you mean "welcome"?']],
    ['a reason of a step that there is not', 'at: 2026-03-02\nevents: []\nexpect: { reasons: { welcom: sent } }', ['4:24 NAME_UNKNOWN found the key "welcom", expected the id of a step of onboarding, did you mean "welcome"?']],
    ['an outcome that there is not', 'at: 2026-03-02\nevents: []\nexpect: { outcome: convert }', ['4:22 VALUE_INVALID found "convert", expected converted, finished, left, not-entered or open, did you mean "converted"?']],
    ['a nudge that never goes out, of a template that there is not', 'at: 2026-03-02\nevents: []\nexpect: { never: [welcom] }', ['4:21 NAME_UNKNOWN found "welcom", expected the name of a folder in templates/, did you mean "welcome"?']],
    ['a nudge held at a step that sends none', 'at: 2026-03-02\nevents: []\nexpect: { held: { wait-profile: quiet } }', ['4:21 NAME_UNKNOWN found the key "wait-profile", expected the id of a step of onboarding that sends']],
    ['a nudge skipped at a step that there is not', 'at: 2026-03-02\nevents: []\nexpect: { skipped: { welcom: quiet } }', ['4:24 NAME_UNKNOWN found the key "welcom", expected the id of a step of onboarding that sends, did you mean "welcome"?']],
    ['open without an end', 'at: 2026-03-02\nevents: []\nexpect: { outcome: open }', ['4:22 VALUE_INVALID found open without "until"; expected beside "at" when the story is over, such as until: 5d']],
    ['a step without an end', 'at: 2026-03-02\nevents: []\nexpect: { step: welcome }', ['4:19 VALUE_INVALID found a step without "until"; expected beside "at" when the story is over, such as until: 5d']],
    ['an end that is none', 'at: 2026-03-02\nuntil: later\nevents: []\nexpect: { outcome: open }', ['3:10 VALUE_INVALID found "later", expected a time since the start such as 0s, 36h or "1d 2h", or an instant such as 2026-03-02T09:00']],
    ['a step to be at that there is not', 'at: 2026-03-02\nuntil: 2d\nevents: []\nexpect: { outcome: open, step: welcom }', ['5:34 NAME_UNKNOWN found "welcom", expected the id of a step of onboarding, did you mean "welcome"?']],
    ['an experiment that there is not', `arms: { tour-formats: video }\n${rest}`, ['2:11 NAME_UNKNOWN found the key "tour-formats", expected an experiment of experiments.yaml, did you mean "tour-format"?']],
    ['an arm that there is not', `arms: { tour-format: vido }\n${rest}`, ['2:24 NAME_UNKNOWN found "vido", expected an arm of tour-format, or none, did you mean "video"?']],
    ['a refusal of a template that there is not', `refusals: [{ send: welcom, for: good }]\n${rest}`, ['2:22 NAME_UNKNOWN found "welcom", expected the name of a folder in templates/, did you mean "welcome"?']],
    ['a refusal without a length', `refusals: [{ send: welcome, for: ever }]\n${rest}`, ['2:36 VALUE_INVALID found "ever", expected a length of time such as 2h or "1d 2h", or good']],
    ['a lateness that is none', 'at: 2026-03-02\nevents: [{ at: 0s, event: A, late: yes }]\nexpect: {}', ['3:38 VALUE_INVALID found "yes", expected a length of time such as 2h or "1d 2h"']],
    ['several things, all at once', 'usr: bo\nat: soon\nevents: 1\nexpect: { path: [welcom] }', ['2:3 KEY_UNKNOWN unknown key "usr", did you mean "user"?', '3:7 VALUE_INVALID found "soon", expected a time since the start such as 0s, 36h or "1d 2h", or an instant such as 2026-03-02T09:00', '4:11 VALUE_INVALID found 1, expected a list of events, such as [{ at: 0s, event: Signed Up }]', '5:20 NAME_UNKNOWN found "welcom", expected the id of a step of onboarding, did you mean "welcome"?']],
  ])('%s', async (_, text, problems) => {
    expect(await saidOf(text)).toEqual(problems);
  }); // prettier-ignore

  it.each([
    ['{}', '1:1 VALUE_INVALID found a mapping, expected a list of scenarios'],
    ['[1]', '1:2 VALUE_INVALID found 1, expected a scenario, such as { scenario: ada converts, at: 2026-03-02T09:00, events: …, expect: … }'],
    ['- { scenario: a, at: 2026-03-02, events: [], expect: {} }\n- { scenario: a, at: 2026-03-02, events: [], expect: {} }', '2:15 VALUE_INVALID another scenario is called "a" too'],
  ])('a file that holds %j', async (text, said) => {
    const compiled = await compile(text);
    const problems = compiled.ok ? [] : compiled.problems;
    expect(problems.map(({ line, column, code, message }) => `${line}:${column} ${code} ${message}`)).toEqual([said]);
  }); // prettier-ignore
});
