import type { CapAccount, PacingAccount } from '../../domain/pacing/account.ts';
import { journeyOf } from '../../domain/enrolment/identity.ts';
import { windowWords } from '../../domain/pacing/words.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { InstantWords } from '../../domain/time/instant-words.ts';

/** What used a cap is named up to so many; all of it is in `--json`. */
const shownUses = 3;

/** "email-day (email): 1 of 1 a day used, by welcome Mon 2 Mar 09:14; room for 1 from Tue 3 Mar 00:00". */
export function capLine(cap: CapAccount, now: Instant, words: InstantWords): string {
  const { id, max, per, used, by } = cap;
  const uses = by.slice(-shownUses).map(({ template, at }) => `${template} ${words.full(at)}`);
  const more = by.length > shownUses ? `${by.length - shownUses} before, ` : '';
  const names = uses.length === 0 ? '' : `, by ${more}${uses.join(', ')}`;
  return `${id}${scopeWords(cap)}: ${used} of ${max} ${windowWords(per)} used${names}; ${roomWords(cap, now, words)}`;
}

function roomWords({ room, roomAt }: CapAccount, now: Instant, words: InstantWords): string {
  if (roomAt === null) return 'no room again';
  return roomAt > now ? `room for 1 from ${words.full(roomAt)}` : `room for ${room}`;
}

function scopeWords({ of: { channel, tag, category, journey }, enrolment }: CapAccount): string {
  const visit = enrolment === undefined ? '' : visitWords(enrolment);
  const parts = [channel, tag && `tag ${tag}`, category && `category ${category}`, journey && `journey ${journey}`, visit]; // prettier-ignore
  const given = parts.filter((part) => part !== undefined && part !== '');
  return given.length === 0 ? '' : ` (${given.join(', ')})`;
}

function visitWords({ course, visit, origin }: NonNullable<CapAccount['enrolment']>): string {
  return `visit ${visit} of ${journeyOf(course)}${origin === undefined ? '' : ` as ${origin}`}`;
}

/** Until when the gap lasts, and which nudge it is after. */
export function gapLine(gap: PacingAccount['gap'], words: InstantWords): string {
  if (gap === null) return 'gap: none to wait for';
  return `gap: until ${words.full(gap.until)}, after ${gap.after.template} ${words.full(gap.after.at)}`;
}
