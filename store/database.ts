import { MongoClient, type Db } from 'mongodb';

export interface DatabaseOptions {
  readonly uri: string;
  readonly database: string;
}

export interface Database {
  readonly db: Db;
  close(): Promise<void>;
}

/** How long to look for a server before saying that there is none. */
const selectionLimit = 10_000;

/**
 * Connects to MongoDB. Writes wait for a journaled majority and reads go to the primary: an event is acknowledged only
 * when it can no longer be lost. Credentials and TLS are part of the URI.
 */
export async function connectDatabase({ uri, database }: DatabaseOptions): Promise<Database> {
  const client = new MongoClient(uri, {
    writeConcern: { w: 'majority', journal: true },
    readPreference: 'primary',
    readConcern: { level: 'majority' },
    serverSelectionTimeoutMS: selectionLimit,
    appName: 'usher',
    ignoreUndefined: true,
  });
  await client.connect();
  return { db: client.db(database), close: () => client.close() };
}
