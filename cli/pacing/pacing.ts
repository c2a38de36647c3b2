import { liveLedger } from '../../domain/enrolment/claims.ts';
import { factsOf, type User } from '../../domain/enrolment/user.ts';
import { accountOf, type PacingAccount } from '../../domain/pacing/account.ts';
import { globalHoldout } from '../../domain/pacing/holdout.ts';
import type { LedgerEntry } from '../../domain/pacing/ledger.ts';
import { openPolicy, type ConsentPolicy } from '../../domain/pacing/policy.ts';
import type { Switch } from '../../domain/pacing/switch.ts';
import { consentWords, type Said } from '../../domain/profile/consent-words.ts';
import { maskAddress } from '../../domain/profile/mask.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Store } from '../../store/index.ts';
import { switchesFor } from './switches-for.ts';

/** All that `usher pacing` tells of a user. Instants are milliseconds since the epoch. */
export interface Pacing extends PacingAccount {
  readonly user: string;
  readonly address: string;
  readonly now: Instant;
  /** What the ledger has of the user, the newest first. */
  readonly nudges: readonly LedgerEntry[];
  /** The workspace's, in words; null where there is none. */
  readonly holdout: string | null;
  readonly consent: {
    /** What the policy wants of the user, by channel. */
    readonly modes: ConsentPolicy['modes'];
    /** The latest first. */
    readonly said: readonly Said[];
  };
  /** Addresses that refused mail for good, masked. */
  readonly suppressed: readonly string[];
  /** Whether the present address is one of them. */
  readonly isSuppressed: boolean;
  /** What is switched off, of what could reach the user. */
  readonly switches: readonly Switch[];
}

/** What pacing knows of a user, as read just now, under the live policy. */
export async function pacingOf(store: Store, user: User, now: Instant): Promise<Pacing> {
  const current = await store.releases.current();
  const policy = current?.content.policy ?? openPolicy;
  const ledger = liveLedger(user);
  const zone = current?.content.settings.zone ?? 'UTC';
  return {
    user: user.id,
    address: maskAddress(user.profile.traits.email),
    now,
    ...accountOf({ ledger, enrolments: openOf(user), policy, facts: factsOf(user), zone, now }),
    nudges: ledger.toSorted((one, other) => other.at - one.at),
    holdout: globalHoldout(policy, user.id)?.words ?? null,
    consent: { modes: policy.consent.modes, said: consentWords(user.profile.consent) },
    suppressed: user.suppressed.map(maskAddress),
    isSuppressed: isSuppressed(user),
    switches: await switchesFor(user, store),
  };
}

function openOf({ visits }: User): Parameters<typeof accountOf>[0]['enrolments'] {
  return Object.entries(visits).flatMap(([course, { status, visit, origin }]) =>
    status === 'closed' ? [] : [{ course, visit, ...(origin !== undefined && { origin }) }],
  );
}

function isSuppressed({ profile, suppressed }: User): boolean {
  const { email } = profile.traits;
  return typeof email === 'string' && suppressed.includes(email.toLowerCase());
}
