import type { Instant } from '../time/instant.ts';

/** The publication of a release: published again after another one, it brings everybody up to date again. */
export interface Publication {
  readonly release: string;
  /** Real time. */
  readonly since: Instant;
}

/** How far a release has come in bringing everybody up to date; `superseded`: a later one does that. */
export interface RefreshProgress extends Publication {
  readonly status: 'running' | 'paused' | 'superseded' | 'done';
  /** Counts the pages: of two notes the one with more of them is newer. */
  readonly page: number;
  readonly done: number;
  /** How many there were at the beginning; who comes later is up to date. */
  readonly of: number;
  readonly changed: number;
  readonly enrolled: number;
  /** Those who could not be brought up to date, after several tries. */
  readonly failed: number;
  /** Users a second, at most. */
  readonly rate: number;
  /** Real time. */
  readonly startedAt: Instant;
  readonly updatedAt: Instant;
  /** Who has paused it, and why. */
  readonly paused: { readonly by: string; readonly reason: string } | null;
}

/** Leaves most of a small database to the events that come meanwhile: a million users take less than three hours. */
export const usualRate = 100;
/** More than one worker can do. */
export const highestRate = 10_000;

/** Where a refresh begins. */
export function beginning(publication: Publication, { rate, now }: { rate: number; now: Instant }): RefreshProgress {
  const counts = { page: 0, done: 0, of: 0, changed: 0, enrolled: 0, failed: 0 };
  return {
    ...publication,
    status: 'running',
    ...counts,
    rate,
    startedAt: now,
    updatedAt: now,
    paused: null,
  };
}

/** When it is likely to be done, by the pace so far (real time); null where that cannot be told. */
export function likelyEnd({ status, done, of, rate }: RefreshProgress, now: Instant): Instant | null {
  return status === 'running' && done > 0 ? now + (Math.max(0, of - done) / rate) * 1000 : null;
}

/** A page is a second's work, and no longer than a few seconds of a busy database. */
const largestPage = 500;

/** How many users are looked after at a time. */
export function pageOf(rate: number): number {
  return Math.min(rate, largestPage);
}
