/** One thing a person does, before the network has delayed, doubled or reordered it. */
export interface Happening {
  readonly type: 'track' | 'identify' | 'page' | 'screen';
  /** The event's or the page's name; null for an identify. */
  readonly name: string | null;
  /** When it happened, by the person's clock. */
  readonly at: number;
  /** When it reaches us. */
  readonly sentAt: number;
  /** How long after that the same message comes once more; null if it does not, or only by chance. */
  readonly repeated: number | null;
  readonly properties: Readonly<Record<string, string | number>>;
  readonly traits: Readonly<Record<string, string>>;
  readonly context: Readonly<Record<string, unknown>>;
}
