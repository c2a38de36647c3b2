import type { Result, Sending } from '../domain/enrolment/deliver.ts';
import type { Enrolment } from '../domain/enrolment/identity.ts';
import { addressedTo } from '../domain/profile/address-print.ts';
import { zoneOf } from '../domain/profile/surroundings.ts';
import type { Showed } from '../domain/slot/words.ts';
import type { Rendered } from '../domain/template/rendered.ts';
import type { NudgeRecord } from '../store/nudges.ts';

export interface Handed {
  readonly enrolment: Enrolment;
  readonly sending: Sending;
  readonly result: Result;
  /** Null when it could not be rendered. */
  readonly rendered: Rendered | null;
  /** What follows from what its slots say. */
  readonly showed: Showed;
  /** The workspace's zone, for users who have none. */
  readonly zone: string;
}

/** What is kept of a nudge once its provider has answered. */
export function nudgeRecord({ enrolment, sending, result, rendered, showed, zone }: Handed): NudgeRecord {
  const { entry, step, at, maybeTwice, user, to } = sending;
  return {
    ...enrolment,
    key: entry.nudge,
    step,
    template: entry.template,
    channel: entry.channel,
    locale: rendered?.choice?.locale ?? null,
    choice: choiceOf(rendered),
    ...addressedTo(entry.channel, to),
    zone: zoneOf(user.profile, zone),
    status: result.kind === 'later' ? 'refused for now' : result.kind,
    at,
    attempts: entry.attempt,
    // A message is stored once, whatever is repeated.
    maybeTwice: maybeTwice && entry.channel !== 'in-app',
    because: result.because,
    ...(result.kind === 'sent' && showed.told.length > 0 && { showed }),
  };
}

function choiceOf(rendered: Rendered | null): NonNullable<NudgeRecord['choice']> | null {
  if (rendered?.choice == null) return null;
  const { asked, by } = rendered.choice;
  return { asked, by };
}
