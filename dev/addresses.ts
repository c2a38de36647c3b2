import type { Origin } from './server/find.ts';
import type { Mongo } from './server/mongo.ts';
import type { Temporal } from './server/temporal.ts';

/** Where mails go. */
interface Smtp {
  readonly url: string;
  /** `process`: the inbox in our own process. */
  readonly from: Origin | 'process';
}

/** Where everything is. */
export interface Addresses {
  readonly temporal: Temporal;
  readonly mongo: Mongo;
  readonly smtp: Smtp;
  /** The page on which the inbox's mails are read; null when mails go elsewhere. */
  readonly inboxUrl: string | null;
}
