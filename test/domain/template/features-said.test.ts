import { compileWorkspace } from '../../../authoring/compile-workspace.ts';
import { decideSlot } from '../../../domain/slot/decision.ts';
import { featuresSaid } from '../../../domain/template/features-said.ts';
import { sampleProfile } from '../../../domain/template/sample.ts';
import type { Facts } from '../../../domain/profile/facts.ts';
import type { Release } from '../../../domain/release/release.ts';
import { day, hour } from '../../../domain/time/instant.ts';
import { monday } from '../../support/event.ts';
import { factsOf } from '../../support/facts.ts';
import { workspaceWith } from '../../workspaces/good.ts';

const names = ['age', 'seen', 'invited', 'visits', 'began', 'sessions', 'topic', 'hour', 'progress', 'hours'];
const files = {
  'profile.yaml': `traits: { plan: { type: string }, firstName: { type: string }, signedUpAt: { type: date } }
features:
  age: { days_since: { trait: signedUpAt } }
  seen: { days_since: last_seen }
  invited: { days_since: { event: Invited } }
  visits: { active_days: { within: 7d } }
  began: { sessions: { gap: 30m, within: 7d } }
  sessions: { sessions: { gap: 30m } }
  topic: { preferred: { on: Article Read, by: properties.topic, half_life: 14d } }
  hour: { preferred: { by: hour, half_life: 14d } }
  progress: { progress: [profile, project] }
  hours: { time_to: { milestone: project, from: first_seen } }
`,
  'slots/card.yaml': 'slot: card\nrules: [{ id: all, show: card }]\n',
  'content/card.yaml': `content: card
category: tips
words: { en: { title: '{{ features.age }} days, {{ features.progress | times: 100 }} %', body: '{{ features.topic | default: "anything" }}' } }
`,
};

let release: Release;
beforeAll(async () => {
  const compiled = await compileWorkspace(workspaceWith(files));
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  release = compiled.release;
});

const said = (facts: Facts, now: number): unknown => featuresSaid({ features: names }, release.content, { facts, now });

const { profile } = factsOf({ traits: { signedUpAt: new Date(monday - 3 * day - hour).toISOString() } });
const derived = { visits: [monday, monday - 6 * day, monday - 8 * day], began: [monday - hour], sessions: 12, topic: 'mail', hour: 9, progress: 0.5 }; // prettier-ignore
const bo: Facts = { profile: { ...profile, features: derived }, arms: {} };

describe('features in a template', () => {
  it('are those that its words name', () => {
    expect(release.content.templates['content/card']).toMatchObject({ features: ['age', 'progress', 'topic'] });
    expect(release.content.templates.welcome).not.toHaveProperty('features');
  });

  it('are what conditions see at that instant; what cannot be told is not there', () => {
    const kept = { sessions: 12, topic: 'mail', hour: 9, progress: 0.5 };
    expect(said(bo, monday)).toEqual({ ...kept, age: 3, visits: 2, began: 1 });
    expect(said(bo, monday + 7 * day)).toEqual({ ...kept, age: 10, visits: 1, began: 0 });
    expect(said(factsOf({}), monday)).toEqual({ visits: 0, began: 0, sessions: 0 });
  });

  it('are another one when time has changed them, though nothing else is known of the user', () => {
    const titleAt = (now: number): unknown => {
      const { items } = decideSlot('card', release, { user: 'bo', facts: bo, context: {}, now });
      return [items[0]?.title, items[0]?.body];
    };
    expect(titleAt(monday)).toEqual(['3 days, 50 %', 'mail']);
    expect(titleAt(monday + day)).toEqual(['4 days, 50 %', 'mail']);
  });

  it('are all known of the sample user', () => {
    const sample = { profile: sampleProfile(release.content, monday), arms: {} };
    expect(said(sample, monday)).toEqual({ age: 0, seen: 3, invited: 3, visits: 3, began: 3, sessions: 3, topic: 'topic', hour: 9, progress: 0.5, hours: 72 }); // prettier-ignore
  });
});
