import { UsherError } from '../domain/errors.ts';
import { anonymousUser, isAnonymous } from '../domain/profile/anonymous.ts';
import type { Message } from '../domain/profile/schema.ts';
import { userIdProblem } from '../domain/profile/user-id.ts';
import { shownText } from './shown-text.ts';

/** Whose message it is, and which users become that one by it. */
export interface Who {
  readonly user: string;
  readonly joins: readonly string[];
}

type Ids = Pick<Message, 'type' | 'userId' | 'anonymousId' | 'previousId'>;

/**
 * Reads the ids of a message. With a user id and an anonymous one both are one user; without a user id it is of the
 * anonymous user. What an alias calls `previousId` may have been either kind of id: whoever goes by it becomes the user.
 * @throws UsherError EVENT_INVALID
 */
export function whoOf({ type, userId, anonymousId, previousId }: Ids): Who {
  const known = userId == null ? null : knownUser(userId);
  const anonymous = anonymousId == null ? null : valid('anonymousId', anonymousId, anonymousUser);
  const before = type === 'alias' ? previousUsers(known, previousId, anonymous !== null) : [];
  const user = known ?? anonymous;
  if (user === null) throw invalid('found neither userId nor anonymousId; expected at least one of them');
  const others = [...before, ...(anonymous === null ? [] : [anonymous])];
  return { user, joins: [...new Set(others)].filter((each) => each !== user) };
}

function knownUser(userId: string): string {
  const user = valid('userId', userId);
  if (!isAnonymous(user)) return user;
  const found = `userId ${shownText(user)} begins with "anonymous:", as those of users without one do`;
  throw invalid(`${found}; expected an id of your own, or what follows as anonymousId`);
}

function previousUsers(known: string | null, previousId: Ids['previousId'], hasAnother: boolean): readonly string[] {
  if (known === null) throw invalid('an alias message without `userId`; expected the user that `previousId` becomes');
  if (previousId == null && hasAnother) return [];
  if (previousId == null)
    throw invalid('an alias message without `previousId`; expected the id that the user had before');
  const previous = valid('previousId', previousId);
  if (previous === known)
    throw invalid(`previousId ${shownText(previous)} is the userId itself; expected the id that the user had before`);
  const anonymous = anonymousUser(previous);
  return isAnonymous(previous) || userIdProblem(anonymous) !== null ? [previous] : [previous, anonymous];
}

function valid(name: string, text: string, userOf: (id: string) => string = (id) => id): string {
  const id = text.normalize('NFC');
  const user = id === '' ? '' : userOf(id);
  const wrong = userIdProblem(user);
  if (wrong === null) return user;
  throw invalid(`${name} ${shownText(id)} ${wrong}; expected 1–180 bytes of UTF-8 text${user === id ? '' : `, with "${userOf('')}" before it`}`); // prettier-ignore
}

function invalid(message: string): UsherError {
  return new UsherError('EVENT_INVALID', message);
}
