import { readFileSync } from 'node:fs';
import { apply, newProfile } from '../../../domain/profile/apply.ts';
import type { UserEvent } from '../../../domain/profile/event.ts';
import type { Feature } from '../../../domain/profile/feature/feature.ts';
import { ownEventId } from '../../../domain/profile/own-event-id.ts';
import type { FeatureValue, Profile } from '../../../domain/profile/profile.ts';
import { countingOf } from '../../../domain/release/counting.ts';
import { day, hour } from '../../../domain/time/instant.ts';
import { eventOf } from '../../support/event.ts';
import { releaseOf } from '../../support/release.ts';

/** A feature with windows in days, gaps and half-lives in hours. */
type Written = Record<string, unknown> & { readonly kind: Feature['kind'] };

interface Case {
  readonly says: string;
  readonly feature: Written;
  /** Event, hour of 1970, and topic. */
  readonly done: readonly (readonly [string, number, (string | readonly string[])?])[];
  readonly zone?: string;
  /** Of instants, their hours. */
  readonly value?: number | string | readonly number[];
}

const cases = JSON.parse(readFileSync(new URL('./features.cases.json', import.meta.url), 'utf8')) as Case[];

function featureOf({ within, gap, halfLife, ...rest }: Written): Feature {
  const lengths = {
    ...(typeof within === 'number' ? { within: within * day } : { within }),
    ...(typeof gap === 'number' && { gap: gap * hour }),
    ...(typeof halfLife === 'number' && { halfLife: halfLife * hour }),
  };
  return { ...rest, ...lengths, of: 'a' } as unknown as Feature;
}

function fold(events: readonly UserEvent[], feature: Feature): Profile {
  const { content } = releaseOf([], { features: { it: feature } });
  return events.reduce((profile, event) => apply(profile, event, countingOf(content)), newProfile('bo'));
}

function inHours(value: FeatureValue | undefined): unknown {
  return Array.isArray(value) ? value.map((at: number) => at / hour) : value;
}

describe('a feature', () => {
  it.each(cases)('$says', ({ feature, done, zone, value }) => {
    const events = done.map(([name, hours, topic]) =>
      eventOf('bo', name, { at: hours * hour, properties: topic === undefined ? {} : { topic } }),
    );
    // The zone comes last: hours are counted wherever the user is.
    const told = zone === undefined ? [] : [eventOf('bo', null, { at: 99 * hour, traits: { timezone: zone } })];
    expect(inHours(fold([...events, ...told], featureOf(feature)).features.it)).toEqual(value);
  });

  const active = featureOf({ kind: 'active_days', within: 7, on: null });

  it('of whatever the user does counts neither what is told of the user nor what Usher tells itself', () => {
    const told = eventOf('bo', null, { at: hour, traits: { plan: 'team' } });
    const own = eventOf('bo', 'Nudge Clicked', { at: hour, messageId: ownEventId(['click']) });
    expect(fold([told, own], active).features).toEqual({});
    expect(fold([own], active).lastSeen).toBeNull();
  });

  it('prefers nothing in a half-life with more values than are told apart, whichever came first', () => {
    const topics = featureOf({ kind: 'preferred', by: { kind: 'property', path: 'topic' }, halfLife: 24, on: null });
    const reads = Array.from({ length: 25 }, (_, index) =>
      eventOf('bo', 'Read', { at: index, properties: { topic: `t${index}` } }),
    );
    const later = eventOf('bo', 'Read', { at: 30 * hour, properties: { topic: 'z' } });
    expect(fold(reads, topics).features.it).toBeUndefined();
    for (const events of [[...reads, later], [later, ...reads], [...reads].reverse().concat(later)]) {
      expect(fold(events, topics).features.it).toBe('z');
    }
  });

  it('that is read from the profile alone is complete for who had events before', () => {
    const progress = featureOf({ kind: 'progress', events: ['Read', 'Opened'] });
    const before = apply(newProfile('bo'), eventOf('bo', 'Read', { at: hour }));
    const { content } = releaseOf([], { features: { it: progress } });
    const after = apply(before, eventOf('bo', 'Other', { at: 2 * hour }), countingOf(content));
    expect(after.features.it).toBe(0.5);
    expect(after.derived['features.it']?.complete).toBe(true);
  });

  it('stays below 18 KB at the worst', () => {
    const topics = featureOf({ kind: 'preferred', by: { kind: 'property', path: 'topic' }, halfLife: 24, on: null });
    const names = Array.from({ length: 24 }, (_, index) => `${index}`.padStart(40, 'x'));
    const reads = Array.from({ length: 20 }, (_, index) =>
      eventOf('bo', 'Read', { at: index * day, properties: { topic: names } }),
    );
    expect(JSON.stringify(fold(reads, topics).derived).length).toBeLessThan(18 * 1_024);
  });
});
