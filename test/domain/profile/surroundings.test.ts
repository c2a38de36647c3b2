import type { JsonObject, Scalar } from '../../../domain/json.ts';
import { localeOf, zoneFacts, zoneOf } from '../../../domain/profile/surroundings.ts';
import { factsOf } from '../../support/facts.ts';

interface Known {
  readonly context?: Readonly<Record<string, Scalar>>;
  readonly traits?: JsonObject;
}

describe('the surroundings of a user', () => {
  it.each<[string, Known, string]>([
    ['the context, before a trait', { context: { timezone: 'A/A' }, traits: { timezone: 'B/B' } }, 'A/A'],
    ['a trait, where no context says', { traits: { timezone: 'B/B' } }, 'B/B'],
    ['a trait, where the context says nothing', { context: { timezone: '' }, traits: { timezone: 'B/B' } }, 'B/B'],
    ['the workspace, where a trait is no text', { traits: { timezone: 5 } }, 'W/W'],
    ['the workspace, where nothing is known', {}, 'W/W'],
  ])('have the zone of %s', (_, known, zone) => {
    expect(zoneOf(factsOf(known).profile, 'W/W')).toBe(zone);
  });

  it.each<[string, Known, string | null]>([
    ['the context, before a trait', { context: { locale: 'pt' }, traits: { locale: 'de' } }, 'pt'],
    ['a trait, where no context says', { traits: { locale: 'de' } }, 'de'],
    ['nobody, where nothing is known', {}, null],
  ])('have the locale of %s', (_, known, locale) => {
    expect(localeOf(factsOf(known).profile)).toBe(locale);
  });

  it('can change their zone by a trait only while no context has told one', () => {
    expect(zoneFacts(factsOf({ traits: { timezone: 'B/B' } }).profile)).toEqual([
      'context.timezone',
      'traits.timezone',
    ]);
    expect(zoneFacts(factsOf({ context: { timezone: 'A/A' } }).profile)).toEqual(['context.timezone']);
  });
});
