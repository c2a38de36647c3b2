import { setTimeout as pause } from 'node:timers/promises';
import { startClock, type ClockKeeper } from '../../../cli/demonstration/clock-keeper.ts';
import type { DemonstrationTime } from '../../../domain/time/clock.ts';
import { day, second } from '../../../domain/time/instant.ts';
import { monday } from '../../support/event.ts';
import { eventually } from '../../support/real-journeys.ts';

let kept: DemonstrationTime | null = null;
let keeper: ClockKeeper;
beforeAll(async () => {
  const store = {
    read: () => Promise.resolve(kept),
    write: (time: DemonstrationTime) => Promise.resolve(void (kept = time)),
  };
  keeper = await startClock(store, monday, 5 * second);
});
afterAll(() => keeper.freeze());

/** So many users whose first event has come. */
function behind(users: number): void {
  const held = Array.from({ length: users }, (_, number) => [`bo-${number}`, monday] as const);
  keeper.heldBy({ upTo: () => held });
}

describe('the demonstration’s clock', () => {
  it('stands still while the machine is behind with more than a few users, and goes on from there', async () => {
    behind(3);
    await eventually(
      () => Promise.resolve(keeper.now()),
      (now) => now > monday,
    );
    behind(100);
    await pause(second / 2);
    const stood = keeper.now();
    await pause(second);
    expect(keeper.now() - stood).toBeLessThan(day / 20);
    behind(16);
    await eventually(
      () => Promise.resolve(keeper.now()),
      (now) => now > stood + day / 5,
    );
    expect(keeper.now()).toBeLessThan(stood + 3 * day);
  });
});
