import { workflowId } from '../enrolment/identity.ts';
import type { User } from '../enrolment/user.ts';

/** What a user's document tells that has to be known when it is gone. */
export interface Plan {
  /** Ids of the workflows of every visit, whatever became of it. */
  readonly workflows: readonly string[];
  /** Addresses that took no mail: they are to get none from anybody else either. */
  readonly suppressed: readonly string[];
}

/** What is to be noted of a user before the document is emptied. Pure; of an emptied one there is nothing. */
export function planOf({ id, visits, suppressed, todo }: User): Plan {
  const told = todo.flatMap((intent) => (intent.kind === 'event' ? [] : [intent.course]));
  const courses = new Set([...Object.keys(visits), ...told]);
  return { workflows: [...courses].map((course) => workflowId(course, id)), suppressed };
}
