import type { User } from '../domain/enrolment/user.ts';
import type { Intent } from '../domain/enrolment/visit.ts';
import type { TrailEntry } from '../domain/journey/state.ts';
import type { Clock } from '../domain/time/clock.ts';
import type { Store } from '../store/index.ts';
import type { Metrics } from './metrics.ts';

/** The same store, counted as it is used. */
export function measured(store: Store, metrics: Metrics, clock: Clock): Store {
  const reasons = createReasons();
  const asked = createAsked();
  const { users, nudges, trail } = store;
  return {
    ...store,
    users: {
      ...users,
      async read(id) {
        const user = await users.read(id);
        asked.remember(user);
        return user;
      },
      async write(user, at) {
        const won = await users.write(user, at);
        metrics.wrote(won);
        const now = clock.at(Date.now(), user.id);
        for (const { kind, at: since } of asked.settled(user, won)) metrics.decided(kind, now - since);
        return won;
      },
    },
    nudges: {
      ...nudges,
      async record(nudge) {
        await nudges.record(nudge);
        metrics.nudged(nudge);
      },
    },
    trail: {
      ...trail,
      async append(told) {
        const isNew = await trail.append(told);
        for (const entry of isNew ? told.entries : []) tellHeldBack(entry);
        return isNew;
      },
    },
  };

  function tellHeldBack({ what, because }: TrailEntry): void {
    if (!heldBack.has(what)) return;
    // Of several rules that hold a nudge each is told; whatever else happened has one reason.
    const told = what === 'held' ? because : because.slice(0, 1);
    const kinds = told.length === 0 ? ['other'] : told.map((words) => reasons.kindOf(words));
    for (const kind of new Set(kinds)) metrics.heldBack(what, kind);
  }
}

/** What the trail calls a nudge that did not go out. */
const heldBack = new Set(['held', 'skipped', 'dropped', 'refused for now', 'failed']);

/** As many reasons as there can be rules; a database of metrics keeps every label for ever. */
const reasonsKept = 40;

/**
 * The kind of a reason: the id of its rule, or what stands before its first figure or mark. "email-1d: 1 of 1 a day used"
 * is "email-1d", "quiet hours 21:00–08:00" is "quiet hours"; what somebody has switched off is "switch", whoever did.
 */
export function createReasons(): { readonly kindOf: (words: string) => string } {
  const known = new Set<string>();
  return {
    kindOf(words) {
      const kind = kindOf(words);
      if (!known.has(kind) && known.size >= reasonsKept) return 'other';
      known.add(kind);
      return kind === '' ? 'other' : kind;
    },
  };
}

function kindOf(words: string): string {
  if (/ (?:paused|switched off) by /.test(words)) return 'switch';
  const [, rule] = /^([a-z0-9-]+): /.exec(words) ?? [];
  const [start = ''] = words.split(/[\d:;,("→]/, 1);
  return (rule ?? start).trim().slice(0, 60).toLowerCase();
}

type Asking = Extract<Intent, { kind: 'wake' | 'start' }>;

/** Users are written soon after they were read; of those that are not, few need to be remembered. */
const usersKept = 1_000;

/** What a user's workflows were to be told when the document was read, to see what a write has settled. */
function createAsked(): {
  readonly remember: (user: User) => void;
  readonly settled: (written: User, won: boolean) => readonly Asking[];
} {
  const asked = new Map<string, { readonly revision: number; readonly todo: readonly Asking[] }>();
  return {
    remember({ id, revision, todo }) {
      asked.delete(id);
      const asking = todo.filter(isAsking);
      if (asking.length === 0) return;
      asked.set(id, { revision, todo: asking });
      for (const oldest of asked.keys()) {
        if (asked.size <= usersKept) break;
        asked.delete(oldest);
      }
    },
    settled({ id, revision, todo }, won) {
      const read = asked.get(id);
      if (!won || read?.revision !== revision) return [];
      asked.delete(id);
      const left = new Set(todo.map(keyOf));
      return read.todo.filter((intent) => !left.has(keyOf(intent)));
    },
  };
}

function isAsking(intent: Intent): intent is Asking {
  return intent.kind === 'wake' || intent.kind === 'start';
}

/** Every read of a document makes intents of its own. */
function keyOf(intent: Intent): string {
  if (!isAsking(intent)) return intent.kind;
  return [intent.kind, intent.course, intent.kind === 'wake' ? intent.number : intent.visit].join(' ');
}
