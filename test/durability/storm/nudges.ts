import { isInDoubt } from '../../../domain/pacing/ledger.ts';
import type { NudgeRecord } from '../../../store/nudges.ts';
import { messageIdOf, type Found } from './found.ts';

/** Nudges that are missing, or came twice although nobody counted that; and mails that nobody knows of. */
export function nudgeWrongs({ user, trail, nudges, mails }: Found): readonly string[] {
  const told = trail.flatMap(({ visit, entries }) =>
    entries.flatMap(({ step, what }) => (what === 'sent' ? [`storm/${user.id}/${visit}/${step}/0`] : [])),
  );
  const kept = new Map(nudges.map((nudge) => [nudge.key, nudge]));
  const missing = told.flatMap((key) => [
    ...(kept.get(key)?.status === 'sent'
      ? []
      : [`${key} is told to be sent, but kept as ${kept.get(key)?.status ?? 'nothing'}`]),
    ...((mails.get(messageIdOf(key)) ?? 0) > 0 ? [] : [`${key} is told to be sent, but no mail came`]),
  ]);
  const again = told.filter((key, index) => told.indexOf(key) !== index).map((key) => `${key} is told twice`);
  const untold = nudges.filter(({ key, status }) => status === 'sent' && !told.includes(key));
  return [
    ...missing,
    ...again,
    ...untold.map(({ key }) => `${key} was sent, but is not told`),
    ...nudges.flatMap((nudge) => uncounted(nudge, mails.get(messageIdOf(nudge.key)) ?? 0)),
    ...unknown({ user, nudges, mails }),
  ];
}

/** Two mails of one nudge are allowed where an attempt may have gone out and could not say so: then it is counted. */
function uncounted({ key, maybeTwice, attempts }: NudgeRecord, came: number): readonly string[] {
  if (came > 1 && !maybeTwice) return [`${key} came ${came} times and was not counted as maybe twice`];
  return came > attempts ? [`${key} came ${came} times in ${attempts} attempts`] : [];
}

/** A mail of a nudge that was dropped after an attempt in doubt: the reservation stays and says so. */
function unknown({ user, nudges, mails }: Pick<Found, 'user' | 'nudges' | 'mails'>): readonly string[] {
  const inDoubt = user.ledger.filter(isInDoubt).map(({ nudge }) => nudge);
  const known = new Set([...nudges.map(({ key }) => key), ...inDoubt].map(messageIdOf));
  return [...mails.keys()].flatMap((id) => (known.has(id) ? [] : [`a mail came that nobody knows of: ${id}`]));
}
