import type { Result, Sending } from '../../domain/enrolment/deliver.ts';
import type { Enrolment } from '../../domain/enrolment/identity.ts';
import type { WorkspaceSettings } from '../../domain/release/release.ts';
import type { Rendered } from '../../domain/template/rendered.ts';
import type { ActivityDependencies } from '../dependencies.ts';

/** A nudge as rendered, on its way to its provider. */
export interface Handing<Words extends Rendered = Rendered> {
  readonly rendered: Words;
  readonly sending: Sending;
  readonly enrolment: Enrolment;
  readonly settings: WorkspaceSettings;
}

/** By what nudges are sent. */
export type Senders = Pick<ActivityDependencies, 'store' | 'email' | 'webhook'>;

/** Hands a nudge of one channel to its provider: what that answers is a result, never an exception. */
export type Send<Words extends Rendered> = (handing: Handing<Words>, senders: Senders) => Promise<Result>;
