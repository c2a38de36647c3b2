import type { Release } from '../../domain/release/release.ts';
import { createIngest, type Ingest } from '../../ingest/index.ts';
import { setClock } from '../support/clock.ts';
import { identify, monday, track } from '../support/event.ts';
import { releaseOf } from '../support/release.ts';
import { freshName } from '../support/stack.ts';
import { openTestStore, type TestStore } from '../support/store.ts';
import { absentTemporal } from '../support/temporal.ts';

const one = (type: 'string' | 'number' | 'date'): Release['content']['traits'][string] => ({ type, list: false });

/** A release of its own for each set of declarations. */
function declaring(traits: Release['content']['traits']): Release {
  const { content } = releaseOf([]);
  return { id: freshName('release'), content: { ...content, traits } };
}

const traits = { plan: one('string'), 'company.size': one('number'), signedUpAt: one('date') };

let kept: TestStore;
let ingest: Ingest;

beforeAll(async () => {
  kept = await openTestStore();
  await kept.store.releases.publish(declaring(traits), monday);
  ingest = ingestOf();
});
afterAll(async () => {
  await ingest.close();
  await kept.close();
});

/** With nothing known of the current release yet. */
function ingestOf(): Ingest {
  return createIngest({ store: kept.store, temporal: absentTemporal, clock: setClock(monday), onError: () => {} });
}

describe('an event that tells a declared trait of another type', () => {
  it('is refused with its path, what was found and what is expected, and changes nothing', async () => {
    const user = freshName('bo');
    await ingest.take(identify(user, { plan: 'team' }, { at: monday }));
    const before = [await kept.store.users.read(user), await kept.store.events.of(user)];
    const told = identify(user, { plan: 5, company: { size: 'many' }, signedUpAt: 'soon' }, { at: monday });
    await expect(ingest.take(told)).rejects.toMatchObject({
      code: 'TRAIT_TYPE',
      message:
        'traits.plan: found the number 5, expected a text; traits.company.size: found the text "many", expected a number; ' +
        'traits.signedUpAt: found the text "soon", expected a date such as 2026-03-01 or 2026-03-01T09:00:00Z, or milliseconds since 1970',
    });
    expect([await kept.store.users.read(user), await kept.store.events.of(user)]).toEqual(before);
  });

  it('may tell that nothing is known', async () => {
    const user = freshName('bo');
    expect(await ingest.take(identify(user, { plan: null, company: null }, { at: monday }))).toMatchObject({
      status: 'stored',
      undeclared: [],
    });
  });

  it('is a duplicate where it was taken before a release declared the type', async () => {
    const user = freshName('bo');
    const message = identify(user, { seats: 'five' }, { at: monday });
    expect(await ingest.take(message)).toMatchObject({ status: 'stored', undeclared: ['seats'] });
    await kept.store.releases.publish(declaring({ ...traits, seats: one('number') }), monday + 1);
    const later = ingestOf();
    expect(await later.take(message)).toMatchObject({ status: 'duplicate' });
    await expect(later.take(identify(user, { seats: 'six' }, { at: monday }))).rejects.toMatchObject({ code: 'TRAIT_TYPE' }); // prettier-ignore
    await later.close();
  });
});

describe('an undeclared trait', () => {
  it('is kept, and named in the receipt by its path', async () => {
    const user = freshName('bo');
    const told = { plna: 'team', company: { name: 'Acme', size: 3 }, email: 'bo@acme.test' };
    const receipt = await ingest.take(identify(user, told, { at: monday }));
    expect(receipt.undeclared).toEqual(['plna', 'company.name']);
    expect((await kept.store.users.read(user)).profile.traits).toEqual(told);
  });

  it('is none where it is told by another type than identify, which tells no traits', async () => {
    const receipt = await ingest.take(track(freshName('bo'), 'Opened', { at: monday, traits: { plan: 5, other: 1 } }));
    expect(receipt.undeclared).toEqual([]);
  });

  it('is none before there is a release', async () => {
    const empty = await openTestStore();
    const fresh = createIngest({ store: empty.store, temporal: absentTemporal, clock: setClock(monday), onError: () => {} }); // prettier-ignore
    expect((await fresh.take(identify('bo', { plan: 5, other: 1 }, { at: monday }))).undeclared).toEqual([]);
    await fresh.close();
    await empty.close();
  });
});
