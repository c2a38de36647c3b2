/**
 * The key of an exposure with somebody else in the user's place: `course/user/visit/number/experiment`, where the user's id
 * may hold slashes. The same for the same key, so that it may be written again.
 * @param owner tells the keys of one person's several ids apart
 */
export function anonymousKey(key: string, pseudonym: string, owner: number): string {
  const parts = key.split('/');
  const [course = ''] = parts;
  return [course, owner === 0 ? pseudonym : `${pseudonym}+${owner}`, ...parts.slice(-3)].join('/');
}
