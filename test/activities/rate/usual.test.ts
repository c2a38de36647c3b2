import { createUsual } from '../../../activities/rate/usual.ts';

/** What is usual after so much was noted, each at its instant (ms). */
function after(...noted: readonly { readonly at: number; readonly took: number }[]): number {
  let now = 0;
  const usual = createUsual(() => now);
  for (const { at, took } of noted) {
    now = at;
    usual.note(took);
  }
  return Math.round(usual.value());
}

describe('what is usual', () => {
  it('is nothing at first, and then what was seen', () => {
    expect([after(), after({ at: 7, took: 400 })]).toEqual([0, 400]);
  });

  it('is not what one standstill has held up, however much that was', () => {
    const standstill = Array.from({ length: 100 }, () => ({ at: 1_000, took: 2_000 }));
    expect(after({ at: 0, took: 10 }, ...standstill)).toBe(199);
  });

  it('is not what the first one after a silence took', () => {
    expect(after({ at: 0, took: 10 }, { at: 60_000, took: 3_000 })).toBe(295);
  });

  it('is within half a minute what it has become', () => {
    const slower = Array.from({ length: 30 }, (_, index) => ({ at: (index + 1) * 1_000, took: 1_000 }));
    const value = after({ at: 0, took: 10 }, ...slower);
    expect(value).toBeGreaterThan(900);
    expect(value).toBeLessThan(1_000);
  });
});
