import { second, type Milliseconds } from '../domain/time/instant.ts';
import { UsherError } from '../domain/errors.ts';
import { openStore, type Store } from '../store/index.ts';

/** Where the store is. */
export type StoreSettings =
  | { readonly store: Store }
  | {
      /** Keys by which forgotten users are told, as the workers have them: USHER_FORGET_SECRET. */
      readonly forgetSecrets?: readonly string[] | undefined;
      readonly mongo: {
        readonly uri: string;
        /** `usher` where nothing is said. */
        readonly database?: string;
      };
    };

/** A store that may still be opening, or not be there. */
export interface Opening {
  /** Rejected while there is none. */
  get(): Promise<Store>;
  /** Closes what was opened here. */
  close(): Promise<void>;
}

/** A server that is not there is looked for again after this. */
const again: Milliseconds = second;

interface Around {
  readonly now: () => number;
  /** Told why a store cannot be opened with these settings, whenever that was tried. */
  readonly onError: (error: unknown) => void;
}

/** Opens a store at once, in the background, and again whenever that has failed. */
export function createOpening(settings: StoreSettings, { now, onError }: Around): Opening {
  if ('store' in settings) return { get: () => Promise.resolve(settings.store), close: () => Promise.resolve() };
  const { forgetSecrets = [] } = settings;
  const { uri, database = 'usher' } = settings.mongo;
  let failedAt = -Infinity;
  let opening = open();

  function open(): Promise<Store> {
    const opened = openStore({ uri, database, forgetSecrets });
    opened.catch((error: unknown) => {
      failedAt = now();
      if (error instanceof UsherError) onError(error);
    });
    return opened;
  }

  return {
    get() {
      if (failedAt > -Infinity && now() - failedAt >= again) {
        failedAt = -Infinity;
        opening = open();
      }
      return opening;
    },
    async close() {
      const store = await opening.catch(() => null);
      await store?.close();
    },
  };
}
