import type { ForgottenStore } from '../../store/forgotten.ts';
import { identify, iso, track, type SegmentMessage } from '../support/event.ts';
import { freshName } from '../support/stack.ts';
import { asked, openHouse, type House } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const take = (message: SegmentMessage) => house.working.ingest.take(message);
const read = (id: string) => house.working.kept.store.users.read(id);
const refused = { code: 'USER_FORGOTTEN' };

async function forgotten(): Promise<string> {
  const user = await house.waiting();
  await house.forget().request(user, asked);
  await house.finish(user);
  return user;
}

/** Somebody of whom no user id is known has done something. */
function opens(device: string): SegmentMessage {
  return { ...track('', 'Opened', { at: Date.now() }), userId: null, anonymousId: device };
}

async function opened(): Promise<string> {
  const device = freshName('device');
  await take(opens(device));
  return device;
}

function alias(previousId: string, userId: string): SegmentMessage {
  return { type: 'alias', messageId: freshName('alias'), previousId, userId, timestamp: iso(Date.now()) };
}

/** Whether whoever this is goes on living as before: what they do is taken in. */
async function livesOn(device: string): Promise<void> {
  const before = (await read(`anonymous:${device}`)).profile.events.Opened?.count ?? 0;
  await take(opens(device));
  expect(await read(`anonymous:${device}`)).toMatchObject({
    id: `anonymous:${device}`,
    mergingInto: null,
    profile: { events: { Opened: { count: before + 1 } } },
  });
}

describe('who was forgotten becomes one with nobody', () => {
  it('by an event with the id of a device, too, which is refused, and leaves the device as it was', async () => {
    const [user, device] = [await forgotten(), await opened()];
    await expect(take({ ...track(user, 'Opened', { at: Date.now() }), anonymousId: device })).rejects.toMatchObject(refused); // prettier-ignore
    expect(await house.named(user)).toEqual([]);
    await livesOn(device);
  });

  it('by an alias of theirs, which is refused, and leaves whoever had the other id', async () => {
    const [user, device] = [await forgotten(), await opened()];
    await expect(take(alias(device, user))).rejects.toMatchObject(refused);
    expect(await house.named(user)).toEqual([]);
    await livesOn(device);
  });

  it('by an alias of another, of which nothing is kept either', async () => {
    const [user, other] = [await forgotten(), freshName('eve')];
    await expect(take(alias(user, other))).rejects.toMatchObject(refused);
    expect(await house.named(user)).toEqual([]);
    await take(track(other, 'Opened', { at: Date.now() }));
    expect((await read(other)).profile.events.Opened).toMatchObject({ count: 1 });
  });

  it('where their device is somebody else’s by now: that one’s events are taken in', async () => {
    const [user, device, other] = [await house.waiting(), await opened(), freshName('eve')];
    await take({ ...identify(user, {}, { at: Date.now() }), anonymousId: device });
    await house.forget().request(user, asked);
    await house.finish(user);
    const receipt = await take({ ...track(other, 'Opened', { at: Date.now() }), anonymousId: device });
    expect(receipt).toMatchObject({ status: 'stored', joined: [], apart: [{ user: `anonymous:${device}`, because: ['was forgotten'] }] }); // prettier-ignore
    expect((await read(other)).profile.events.Opened).toMatchObject({ count: 1 });
    await expect(take(opens(device))).rejects.toMatchObject(refused);
    expect(await house.named(user)).toEqual([]);
  });

  it('by an event of before they were readmitted, which is refused', async () => {
    const [user, device] = [await house.waiting(), await opened()];
    const before = { ...track(user, 'Opened', { at: Date.now() }), anonymousId: device };
    await house.forget().request(user, asked);
    await house.finish(user);
    await house.forget().readmit(user, asked);
    await expect(take(before)).rejects.toMatchObject(refused);
    await livesOn(device);
  });

  it.each([false, true])('where somebody was about to, and that process has died; readmitted: %s', async (isBack) => {
    const [user, device] = [await house.waiting(), await opened()];
    const at = Date.now();
    await house.forget().request(user, asked);
    await house.finish(user);
    if (isBack) await house.forget().readmit(user, asked);
    const { users } = house.working.kept.store;
    const merging = { into: user, at, event: freshName('event'), since: at };
    expect(await users.mark(await read(`anonymous:${device}`), merging, at)).toBe(true);
    await livesOn(device);
  });
});

describe('who becomes one with somebody while the wish to forget them is taken', () => {
  /** The wish to forget, which is kept after something else has happened. */
  async function asksAfter(user: string, happens: () => Promise<unknown>): Promise<void> {
    const { store } = house.working.kept;
    const begin: ForgottenStore['begin'] = async (beginning) => {
      await happens();
      await store.forgotten.begin(beginning);
    };
    const forget = house.forget({ store: { ...store, forgotten: { ...store.forgotten, begin } } });
    await forget.request(user, asked);
  }

  it('is the same person, and forgotten as well: a device that was joined', async () => {
    const [user, device] = [await house.waiting(), await opened()];
    await asksAfter(user, () => take({ ...identify(user, {}, { at: Date.now() }), anonymousId: device }));
    await house.finish(user);
    expect([await house.named(user), await house.named(device)]).toEqual([[], []]);
    await expect(take(opens(device))).rejects.toMatchObject(refused);
  });

  it('is the same person, and forgotten as well: another id that they have gone on under', async () => {
    const [user, other] = [await house.waiting(), freshName('eve')];
    await asksAfter(user, () => take(alias(user, other)));
    await house.finish(user);
    expect([await house.named(user), await house.named(other)]).toEqual([[], []]);
    await expect(take(track(other, 'Opened', { at: Date.now() }))).rejects.toMatchObject(refused);
  });

  it('after it is kept stays apart', async () => {
    const [user, device] = [await house.waiting(), await opened()];
    await house.forget().request(user, asked);
    const receipt = await take({ ...identify(user, {}, { at: Date.now() }), anonymousId: device });
    expect(receipt).toMatchObject({ joined: [], apart: [{ because: ['was forgotten'] }] });
    await house.finish(user);
    expect(await house.named(user)).toEqual([]);
    await livesOn(device);
  });
});
