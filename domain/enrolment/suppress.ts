import type { UserEvent } from '../profile/event.ts';
import { changed, type User } from './user.ts';

/**
 * People have few addresses. Of more, which ones are kept must not depend on the order in which they were refused; the one
 * to which mail would go is kept whatever it is called.
 */
const most = 20;
/** RFC 5321: a path is no longer. */
const longest = 254;

/**
 * The addresses of a user that take no mail, with more of them: in lower case, each once, sorted; the first twenty, and the
 * user's present one.
 */
export function suppressedWith(user: Addressed, ...addresses: readonly string[]): readonly string[] {
  const all = [...new Set([...user.suppressed, ...addresses.map((each) => each.toLowerCase())])].sort();
  const present = presentOf(user);
  return all.filter((each, index) => index < most || each === present);
}

type Addressed = Pick<User, 'suppressed' | 'profile'>;

function presentOf({ profile }: Addressed): string | null {
  const { email } = profile.traits;
  return typeof email === 'string' ? email.toLowerCase() : null;
}

/** The address that refused a mail for good, as an `Email Bounced` says, in lower case; null where none did. */
export function bouncedBy({ name, properties }: Pick<UserEvent, 'name' | 'properties'>): string | null {
  if (name !== 'Email Bounced' || properties.hard !== true) return null;
  const address = typeof properties.address === 'string' ? properties.address.trim().toLowerCase() : '';
  return address.includes('@') && address.length <= longest ? address : null;
}

/** The user with what an `Email Bounced` says: an address that refused a mail for good, whoever told. */
export function withBounce(user: User, event: UserEvent): User {
  const address = bouncedBy(event);
  if (address === null || user.suppressed.includes(address)) return user;
  return changed(user, { suppressed: suppressedWith(user, address) });
}
