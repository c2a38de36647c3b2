import type { CommandKind } from '../../../domain/journey/command.ts';

/** What somebody says to an enrolment. */
export interface Order {
  readonly kind: CommandKind;
  readonly step?: string;
  readonly isRefused: boolean;
}

/** Where the enrolment stands when it is told: `welcoming` while its first nudge is under way. */
export type Stand = 'waiting' | 'paused' | 'welcoming';

/** A command, and the write after which the worker that was to take it is killed. */
export interface Case {
  readonly title: string;
  readonly order: Order;
  readonly stand: Stand;
  readonly point: string;
}

const decided = ['decide:user-written', 'decide:trail-appended', 'decide:command-audited'];
/** The trait that the step after the wait sets. */
const performed = ['decide:event-inserted', 'decide:event-folded'];
const delivered = ['reserved', 'accepted', 'nudge-recorded', 'concluded', 'trail-appended'].map(
  (what) => `deliver:${what}`,
);
/** The decision that stands is told to the trail once more, the audit log has the refusal, and Temporal has not heard. */
const refused = ['decide:trail-appended', 'decide:command-audited'];

type Row = readonly [stand: Stand, kind: CommandKind, step: string | null, points: readonly string[]];

/** Every command that is obeyed, in every state that obeys it, with every write of the decision and of what follows. */
const obeyed: readonly Row[] = [
  ['waiting', 'pause', null, decided],
  ['waiting', 'skip', null, [...decided, ...performed, ...delivered]],
  ['waiting', 'move', 'tips', [...decided, ...delivered]],
  ['waiting', 'resend', 'welcome', [...decided, ...delivered]],
  ['waiting', 'leave', null, decided],
  ['paused', 'resume', null, decided],
  // What follows is not done before it is resumed.
  ['paused', 'skip', null, decided],
  ['paused', 'move', 'tips', decided],
  ['paused', 'leave', null, decided],
  ['welcoming', 'pause', null, delivered],
  ['welcoming', 'skip', null, delivered],
  ['welcoming', 'move', 'tips', delivered],
  ['welcoming', 'resend', 'welcome', delivered],
  ['welcoming', 'leave', null, delivered],
];

const notObeyed: readonly Row[] = [
  ['waiting', 'move', 'nowhere', refused],
  ['waiting', 'resend', 'wait-report', refused],
  ['paused', 'resend', 'welcome', refused],
];

function casesOf(rows: readonly Row[], isRefused: boolean): readonly Case[] {
  return rows.flatMap(([stand, kind, step, points]) =>
    points.map((point) => ({
      title: `${kind}${step === null ? '' : ` ${step}`} while ${stand}, killed at ${point}`,
      order: { kind, ...(step !== null && { step }), isRefused },
      stand,
      point,
    })),
  );
}

/** Every way to die there is a test for. */
export const cases: readonly Case[] = [...casesOf(obeyed, false), ...casesOf(notObeyed, true)];
