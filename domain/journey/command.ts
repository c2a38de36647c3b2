/** What people may tell an enrolment to do. */
export const commandKinds = ['pause', 'resume', 'skip', 'move', 'resend', 'leave'] as const;
export type CommandKind = (typeof commandKinds)[number];

/** What somebody told an enrolment to do, and why. */
export interface Command {
  /** Told twice under one id, it is taken once. */
  readonly id: string;
  readonly kind: CommandKind;
  readonly by: string;
  readonly reason: string;
  /** The id of a step; `move`: where to go, `resend`: whose nudge to send again. Nothing for the others. */
  readonly step?: string;
}
