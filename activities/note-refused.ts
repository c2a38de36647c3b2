import { commanded, tooLate } from '../domain/audit/commanded.ts';
import type { Enrolment } from '../domain/enrolment/identity.ts';
import type { Command } from '../domain/journey/command.ts';
import type { ActivityDependencies } from './dependencies.ts';

/** Commands that an enrolment has left unanswered when it ended. */
export interface NoteRequest {
  readonly enrolment: Enrolment;
  readonly commands: readonly Command[];
  /** That it is over, and how it ended. */
  readonly over: string;
}

export type NoteRefused = (request: NoteRequest) => Promise<void>;

/** Keeps that these commands came too late. Of a user whom nobody knows any more, nothing is kept. */
export function createNoteRefused({ store, clock }: Pick<ActivityDependencies, 'store' | 'clock'>): NoteRefused {
  return async ({ enrolment, commands, over }) => {
    const { revision } = await store.users.read(enrolment.user);
    if (revision === 0) return;
    const at = clock.at(Date.now(), enrolment.user);
    for (const command of commands)
      await store.audit.note(commanded(enrolment, command, { ...tooLate(command, over), at }));
  };
}
