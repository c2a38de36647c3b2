import { readFileSync } from 'node:fs';
import { apply, newProfile } from '../../../domain/profile/apply.ts';
import { isUpToDate, rederived } from '../../../domain/profile/derive.ts';
import type { UserEvent } from '../../../domain/profile/event.ts';
import type { NamedEvent } from '../../../domain/profile/named/named-event.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import { countingOf } from '../../../domain/release/counting.ts';
import type { ReleaseContent } from '../../../domain/release/release.ts';
import { hour } from '../../../domain/time/instant.ts';
import { eventOf } from '../../support/event.ts';
import { releaseOf } from '../../support/release.ts';

interface Case {
  readonly says: string;
  readonly define: { readonly on?: string; readonly where?: { readonly rows: number }; readonly after?: string; readonly within?: number; readonly trait?: string }; // prettier-ignore
  /** In the order of their coming: what, at which hour, and with which properties, or which value of the trait. */
  readonly done: readonly (readonly [string, number, unknown?])[];
  /** At which hours it counts, newest first. */
  readonly counts: readonly number[];
  readonly doubtful?: true;
}

const cases = JSON.parse(readFileSync(new URL('./named.cases.json', import.meta.url), 'utf8')) as Case[];

function defined({ on = '', where, after, within = 0, trait }: Case['define']): NamedEvent {
  if (trait !== undefined) return { kind: 'change', of: 'a', trait };
  const test = { path: 'rows', comparison: 'gte', operand: { kind: 'value', value: where?.rows ?? 0 } } as const;
  const sequence = after === undefined ? null : { after, within: within * hour };
  return { kind: 'event', of: 'a', on, where: where === undefined ? [] : [test], sequence };
}

function eventsOf({ define, done }: Case): readonly UserEvent[] {
  return done.map(([name, hours, more = {}]) => {
    const at = hours * hour;
    const told = more as UserEvent['properties'];
    return define.trait === undefined ? eventOf('bo', name, { at, properties: told }) : eventOf('bo', null, { at, traits: { [name]: told } }); // prettier-ignore
  });
}

const contentOf = (define: Case['define']): ReleaseContent => releaseOf([], { named: { it: defined(define) } }).content;
const fold = (events: readonly UserEvent[], content: ReleaseContent, from = newProfile('bo')): Profile =>
  events.reduce((profile, event) => apply(profile, event, countingOf(content)), from);
const hoursOf = ({ events }: Profile): readonly number[] => (events.it?.recent ?? []).map((at) => at / hour);

describe('a named event', () => {
  it.each(cases)('$says', (each) => {
    const content = contentOf(each.define);
    const profile = fold(eventsOf(each), content);
    expect(hoursOf(profile)).toEqual(each.counts);
    expect(profile.events.it?.count ?? 0).toBe(each.counts.length);
    expect(isUpToDate(profile, content)).toBe(each.doubtful !== true);
  });

  const sequence = { on: 'Invited', after: 'Imported', within: 2 };
  const done = [eventOf('bo', 'Imported', { at: hour }), eventOf('bo', 'Invited', { at: 2 * hour })];

  it('is incomplete for who had events before it was defined, until it is derived from all of them', () => {
    const content = contentOf(sequence);
    const before = done.reduce((profile, event) => apply(profile, event), newProfile('bo'));
    const later = fold([eventOf('bo', 'Imported', { at: 3 * hour })], content, before);
    expect(isUpToDate(later, content)).toBe(false);
    expect(hoursOf(later)).toEqual([]);
    const whole = rederived(later, [...done, eventOf('bo', 'Imported', { at: 3 * hour })], content);
    expect(isUpToDate(whole, content)).toBe(true);
    expect(hoursOf(whole)).toEqual([2]);
  });

  it('begins anew with another definition, and is forgotten with its counts when nothing defines it', () => {
    const known = fold(done, contentOf(sequence));
    const other = releaseOf([], { named: { it: { ...defined(sequence), of: 'b' } } }).content;
    const anew = fold([eventOf('bo', 'Read', { at: 3 * hour })], other, known);
    expect(anew.events.it).toBeUndefined();
    expect(anew.derived['events.it']).toEqual({ of: 'b', complete: false });
    const none = fold([eventOf('bo', 'Read', { at: 3 * hour })], releaseOf([]).content, known);
    expect(none.events.it).toBeUndefined();
    expect(none.derived).toEqual({});
  });

  it('is not counted by an event that is sent under its name', () => {
    const profile = fold([eventOf('bo', 'it', { at: hour })], contentOf(sequence));
    expect(profile.events.it).toBeUndefined();
  });

  it('is incomplete for documents of before there were any', () => {
    const older = { ...fold(done, releaseOf([]).content), derived: {}, features: {} };
    expect(isUpToDate(older, contentOf(sequence))).toBe(false);
    expect(isUpToDate(newProfile('bo'), contentOf(sequence))).toBe(true);
  });

  it('stays small, and knows when it can no longer tell', () => {
    const content = contentOf(sequence);
    const many = Array.from({ length: 300 }, (_, index) => eventOf('bo', index % 2 === 0 ? 'Imported' : 'Invited', { at: (index + 1) * 5 * hour })); // prettier-ignore
    const profile = fold(many, content);
    expect(isUpToDate(profile, content)).toBe(true);
    expect(JSON.stringify(profile.derived).length).toBeLessThan(1_500);
    expect(isUpToDate(fold([eventOf('bo', 'Imported', { at: 20 * hour })], content, profile), content)).toBe(false);
  });
});
