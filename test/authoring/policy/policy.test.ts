import { compileWorkspace } from '../../../authoring/compile-workspace.ts';
import { formatProblems } from '../../../authoring/problem/format.ts';
import { openPolicy, type Policy } from '../../../domain/pacing/policy.ts';
import type { ReleaseContent } from '../../../domain/release/release.ts';
import { day, hour, minute } from '../../../domain/time/instant.ts';
import { workspaceWith } from '../../workspaces/good.ts';

const tagged = 'channel: email\ncategory: tips\nsubject: Come back\ntags: [trial, trial]\n';

async function contentOf(files: Readonly<Record<string, string>>): Promise<ReleaseContent> {
  const compiled = await compileWorkspace(workspaceWith({ 'templates/reminder/template.yaml': tagged, ...files }));
  if (!compiled.ok) throw new Error(formatProblems(compiled.problems));
  return compiled.release.content;
}

async function policyOf(text: string): Promise<Policy> {
  return (await contentOf({ 'policy.yaml': text })).policy;
}

const everyDay = [1, 2, 3, 4, 5, 6, 7];

describe('policy.yaml', () => {
  it('is part of the release, all of it', async () => {
    const text = `
caps:
  - { id: email-day, channel: email, max: 1, per: day }
  - { id: all-week, max: 5, per: 7d }
  - { id: trial, tag: trial, category: tips, journey: onboarding, max: 200, per: enrolment }
gap: 2h
quiet:
  - { channels: [email, push], from: "21:00", to: "08:00", then: hold }
  - { channels: [in-app], countries: [DE, AT, DE], days: [sun, sat], then: skip }
allowed: [{ channels: [webhook], days: weekdays, from: "09:00", to: "00:00", then: hold }]
priority: [trial]
holdout: { id: global, share: 5% }
consent: { email: double-opt-in, webhook: opt-out, categories: [tips] }
spread: 15m
rates: { email: 100/s, webhook: 6000/m }
tracking: { opens: true }
`;
    expect(await policyOf(text)).toEqual({
      caps: [
        { id: 'email-day', of: { channel: 'email' }, max: 1, per: { kind: 'calendar', unit: 'day' } },
        { id: 'all-week', of: {}, max: 5, per: { kind: 'rolling', length: 7 * day } },
        {
          id: 'trial',
          of: { tag: 'trial', category: 'tips', journey: 'onboarding' },
          max: 200,
          per: { kind: 'enrolment' },
        },
      ],
      gap: 2 * hour,
      quiet: [
        { channels: ['email'], countries: [], days: everyDay, from: 1260, to: 480, then: 'hold' },
        { channels: ['in-app'], countries: ['DE', 'AT'], days: [6, 7], from: 0, to: 0, then: 'skip' },
      ],
      allowed: [{ channels: ['webhook'], countries: [], days: [1, 2, 3, 4, 5], from: 540, to: 0, then: 'hold' }],
      priority: ['trial'],
      holdout: { id: 'global', share: 0.05 },
      consent: { modes: { email: 'double-opt-in', 'in-app': 'always', webhook: 'opt-out' }, categories: ['tips'] },
      spread: 15 * minute,
      rates: { email: 100, webhook: 100 },
      tracking: { opens: true, clicks: false },
    });
  });

  it.each([
    ['hour', { kind: 'calendar', unit: 'hour' }],
    ['day', { kind: 'calendar', unit: 'day' }],
    ['month', { kind: 'calendar', unit: 'month' }],
    ['12h', { kind: 'rolling', length: 12 * hour }],
    ['1d', { kind: 'rolling', length: day }],
    ['400d', { kind: 'rolling', length: 400 * day }],
    ['enrolment', { kind: 'enrolment' }],
  ])('counts per %s', async (per, window) => {
    const { caps } = await policyOf(`caps: [{ id: all, max: 1, per: ${per} }]`);
    expect(caps).toEqual([{ id: 'all', of: {}, max: 1, per: window }]);
  });

  it.each([
    ['', 'no keys'],
    ['# none yet\n', 'a comment'],
    ['{}', 'an empty mapping'],
  ])('of %j, %s, leaves everything open', async (text) => {
    expect(await policyOf(text)).toEqual(openPolicy);
  });

  it('leaves everything open where there is none', async () => {
    expect((await contentOf({})).policy).toEqual(openPolicy);
  });

  it('speaks of nothing where it speaks of push alone', async () => {
    const text = `
caps: [{ id: push-day, channel: push, max: 1, per: day }]
quiet: [{ channels: [push], then: hold }]
consent: { push: opt-in }
rates: { push: 1/s }`;
    expect(await policyOf(text)).toEqual(openPolicy);
  });

  it('is another release where it is another policy', async () => {
    const compiled = await Promise.all(
      ['gap: 2h', 'gap: 3h'].map((text) => compileWorkspace(workspaceWith({ 'policy.yaml': text }))),
    );
    const [one, other] = compiled.map((each) => (each.ok ? each.release.id : null));
    expect(one).not.toBe(other);
  });
});

describe('what a template says for the policy', () => {
  it('is its tags, its priority and how long it is fresh', async () => {
    const { templates } = await contentOf({
      'templates/reminder/template.yaml': `${tagged}priority: 1000\nrepeat_after: 30d\n`,
    });
    expect(templates.reminder).toMatchObject({ tags: ['trial'], priority: 1000, repeatAfter: 30 * day });
  });

  it('is nothing where it is not written', async () => {
    const { templates } = await contentOf({});
    expect(templates.welcome).toMatchObject({ tags: [], priority: 0, repeatAfter: null });
  });
});
