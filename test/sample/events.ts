/** One line of the sample, read with nothing but the format's description. */
export interface Line {
  readonly type: string;
  readonly userId: string;
  readonly messageId: string;
  readonly event?: string;
  readonly traits?: Readonly<Record<string, string>>;
  readonly properties?: Readonly<Record<string, string | number>>;
  readonly context?: {
    readonly device?: { readonly type?: string };
    readonly os?: { readonly name?: string };
    readonly locale?: string;
    readonly timezone?: string;
    readonly location?: { readonly country?: string };
  };
  readonly timestamp: string;
  readonly sentAt: string;
}

/** One event of one user as it was received, for the first time. */
export interface Received {
  readonly user: string;
  /** The name of a track event; null for all else. */
  readonly event: string | null;
  readonly traits: Readonly<Record<string, string>>;
  readonly properties: Readonly<Record<string, string | number>>;
  readonly context: Line['context'] & object;
  readonly timestamp: number;
  readonly receipt: number;
  /** Heard of more than 24 hours after it happened. */
  readonly late: boolean;
}

const freshness = 24 * 3_600_000;

export function parse(ndjson: string): readonly Line[] {
  return ndjson
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}

/** The lines whose messageId was not seen before, as events; a clock that is ahead counts as the receipt. */
export function receive(lines: readonly Line[]): readonly Received[] {
  const seen = new Set<string>();
  const fresh = lines.filter((line) => !seen.has(line.messageId) && seen.add(line.messageId));
  return fresh.map((line) => {
    const receipt = Date.parse(line.sentAt);
    const timestamp = Math.min(Date.parse(line.timestamp), receipt);
    return {
      user: line.userId,
      event: line.type === 'track' ? (line.event ?? null) : null,
      traits: line.type === 'identify' ? (line.traits ?? {}) : {},
      properties: line.properties ?? {},
      context: line.context ?? {},
      timestamp,
      receipt,
      late: receipt - timestamp > freshness,
    };
  });
}
