/** How the inbox mistreats mails, so that a test can see what a sender does then. */
export type Misbehaviour =
  /** Refuses with this SMTP code: 4xx means later, 5xx never. */
  | { readonly kind: 'refuse'; readonly code: number; readonly text?: string }
  /** Never answers. */
  | { readonly kind: 'hang' }
  /** Answers late. */
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** Keeps the mail, then cuts the connection before it says so: the sender cannot know. */
  | { readonly kind: 'drop' };

export interface Behaviour {
  /** The recipient concerned: an address, or `@domain` for all of a domain. */
  readonly to: string;
  /** What to do; null means behave well again. */
  readonly how: Misbehaviour | null;
  /** For so many mails, then well again; without it until told otherwise. */
  readonly times?: number;
}

/** When the inbox asks itself how to behave: at each recipient, where it may refuse, and at the end of the mail. */
type Moment = 'recipient' | 'mail';

export interface Manners {
  behave(behaviour: Behaviour): void;
  /** What to do at this moment with a mail to these recipients; a rule with `times` is used up by one. */
  next(moment: Moment, recipients: readonly string[]): Misbehaviour | null;
  reset(): void;
}

interface Rule {
  readonly how: Misbehaviour;
  left: number;
}

function momentOf({ kind }: Misbehaviour): Moment {
  return kind === 'refuse' ? 'recipient' : 'mail';
}

/** An address and its `@domain`: the rules that may concern it, the more exact one first. */
function keysOf(address: string): readonly string[] {
  return [address, address.slice(address.lastIndexOf('@'))];
}

export function createManners(): Manners {
  const rules = new Map<string, Rule>();
  return {
    behave: ({ to, how, times = Infinity }) => {
      if (how === null) rules.delete(to.toLowerCase());
      else rules.set(to.toLowerCase(), { how, left: times });
    },
    next: (moment, recipients) => {
      for (const key of recipients.flatMap(keysOf)) {
        const rule = rules.get(key);
        if (rule === undefined || momentOf(rule.how) !== moment) continue;
        rule.left -= 1;
        if (rule.left <= 0) rules.delete(key);
        return rule.how;
      }
      return null;
    },
    reset: () => rules.clear(),
  };
}
