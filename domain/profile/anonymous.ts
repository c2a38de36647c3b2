/** No sender's user may have an id of this form: somebody without one would be taken for another. */
const prefix = 'anonymous:';

/** The user of whom only an anonymous id is known. */
export function anonymousUser(anonymousId: string): string {
  return prefix + anonymousId;
}

/** Whether only an anonymous id of this user is known. */
export function isAnonymous(user: string): boolean {
  return user.startsWith(prefix);
}
