import type { Collection, Db } from 'mongodb';
import type { Switch, Switched } from '../domain/pacing/switch.ts';
import type { Instant } from '../domain/time/instant.ts';
import { isDuplicateKey } from './duplicate-key.ts';

/** Who has switched what, when and why. */
export interface Switching {
  readonly did: 'off' | 'on';
  /** What became of its nudges; of something that was switched on: what had become of them until then. */
  readonly then: Switch['then'];
  readonly at: Instant;
  readonly by: string;
  readonly reason: string;
}

/** All that ever happened to one thing that can be switched, the newest last. */
export interface SwitchHistory {
  readonly what: Switched;
  readonly history: readonly Switching[];
}

/** What is off, and who did that: live for every release and every worker. */
export interface SwitchStore {
  /** What is off now. */
  off(): Promise<readonly Switch[]>;
  /** Switches off, or over from `hold` to `skip` and back; false where it was just so already, by whomever. */
  switchOff(asked: Switch): Promise<boolean>;
  /** False where it was on already. */
  switchOn(what: Switched, asked: Omit<Switching, 'did' | 'then'>): Promise<boolean>;
  /** Of everything that was ever switched. */
  histories(): Promise<readonly SwitchHistory[]>;
}

interface SwitchDocument extends SwitchHistory {
  readonly _id: string;
  /** Null while it is on. */
  readonly off: Omit<Switch, 'what'> | null;
}

/** Years of switching; a document has room for it. */
const historyKept = 1_000;

export function createSwitchStore(db: Db): SwitchStore {
  const switches: Collection<SwitchDocument> = db.collection('switches');
  return {
    async off() {
      const found = await switches.find({ off: { $ne: null } }).sort({ _id: 1 }).toArray(); // prettier-ignore
      return found.flatMap(({ what, off }) => (off === null ? [] : [{ what, ...off }]));
    },
    async switchOff({ what, ...off }) {
      const noted = noting({ did: 'off', ...off });
      try {
        // Where it is off in this way already, the filter finds nothing and the insert meets the document that is there.
        const other = { _id: idOf(what), 'off.then': { $ne: off.then } };
        const { matchedCount, upsertedCount } = await switches.updateOne(other, { $set: { what, off }, ...noted }, { upsert: true }); // prettier-ignore
        return matchedCount + upsertedCount > 0;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    async switchOn(what, asked) {
      for (;;) {
        const found = await switches.findOne({ _id: idOf(what) });
        if (found?.off == null) return false;
        const { then } = found.off;
        const same = { _id: idOf(what), 'off.then': then };
        const { matchedCount } = await switches.updateOne(same, { $set: { off: null }, ...noting({ did: 'on', then, ...asked }) }); // prettier-ignore
        if (matchedCount === 1) return true;
      }
    },
    async histories() {
      const found = await switches.find().sort({ _id: 1 }).toArray();
      return found.map(({ what, history }) => ({ what, history }));
    },
  };
}

function noting(switching: Switching): { readonly $push: { readonly history: object } } {
  return { $push: { history: { $each: [switching], $slice: -historyKept } } };
}

function idOf(what: Switched): string {
  return what.kind === 'everything' ? 'everything' : `${what.kind} ${what.name}`;
}
