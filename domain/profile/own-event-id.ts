/** No sender's event may have an id of this form: a journey's own event would be taken for it. */
const prefix = 'usher:';

/** The id of an event of a journey's own: the same for the same parts. */
export function ownEventId(parts: readonly (string | number)[]): string {
  return prefix + parts.join('/');
}

/** Whether an event of a journey's own has this id. */
export function isOwnEventId(id: string): boolean {
  return id.startsWith(prefix);
}
