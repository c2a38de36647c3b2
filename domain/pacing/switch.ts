import type { Channel } from '../template/template.ts';
import type { Instant } from '../time/instant.ts';

/** What somebody has switched off by hand: it goes for every release and every worker within seconds. */
export interface Switch {
  readonly what: Switched;
  /** `hold`: a pause, the nudges wait. `skip`: a kill switch, the nudges are dropped. */
  readonly then: 'hold' | 'skip';
  readonly at: Instant;
  readonly by: string;
  readonly reason: string;
}

export type Switched =
  | { readonly kind: 'everything' }
  | { readonly kind: 'channel'; readonly name: Channel }
  | { readonly kind: 'journey' | 'template'; readonly name: string };
