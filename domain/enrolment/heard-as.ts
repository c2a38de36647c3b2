import { own } from '../own.ts';
import type { UserEvent } from '../profile/event.ts';
import type { Profile } from '../profile/profile.ts';
import type { ReleaseContent } from '../release/release.ts';

/**
 * An event under all names by which journeys may speak of it: its own, and those of the named events that have counted
 * by it. What is sent under the name of a named event is heard under no name.
 */
export function heardAs(event: UserEvent, before: Profile, { after, content }: Heard): readonly UserEvent[] {
  const { named } = content;
  const names = Object.keys(named);
  if (names.length === 0) return [event];
  const counts = ({ events }: Profile, name: string): number => own(events, name)?.count ?? 0;
  const counted = names.filter((name) => counts(after, name) > counts(before, name));
  const itself = event.name !== null && Object.hasOwn(named, event.name) ? { ...event, name: null } : event;
  return [itself, ...counted.map((name) => ({ ...event, name }))];
}

interface Heard {
  /** With the event. */
  readonly after: Profile;
  readonly content: Pick<ReleaseContent, 'named'>;
}
