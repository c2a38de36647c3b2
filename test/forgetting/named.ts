import type { Db } from 'mongodb';
import type { TemporalClient } from '../../ingest/connect.ts';
import { quoted } from '../../ingest/listed.ts';

/** Where somebody is still named: documents of the database, by their collections, and executions in Temporal. */
export async function whereNamed(
  { db, temporal }: { readonly db: Db; readonly temporal: TemporalClient },
  words: readonly string[],
): Promise<readonly string[]> {
  const isNamed = (thing: unknown): boolean => {
    const texts = [...textsIn(thing)].map((text) => text.toLowerCase());
    return words.some((word) => texts.some((text) => text.includes(word.toLowerCase())));
  };
  const found: string[] = [];
  for (const collection of await db.collections()) {
    for await (const document of collection.find()) {
      if (isNamed(document)) found.push(`${collection.collectionName} ${String(document._id)}`);
    }
  }
  const { client, taskQueue } = temporal;
  for await (const info of client.workflow.list({ query: `TaskQueue = ${quoted(taskQueue)}` })) {
    const handle = client.workflow.getHandle(info.workflowId, info.runId);
    // The list lags: what is gone from Temporal names nobody.
    const history = await handle.fetchHistory().catch(() => null);
    if (
      history !== null &&
      (isNamed(info.workflowId) || isNamed(info.typedSearchAttributes.getAll()) || isNamed(history))
    )
      found.push(`execution ${info.workflowId} ${info.runId}`);
  }
  return found;
}

/** Every text in something, names included, at every depth; of bytes what they say. */
function* textsIn(thing: unknown): Generator<string> {
  if (typeof thing === 'string') yield thing;
  else if (thing instanceof Uint8Array) yield Buffer.from(thing).toString();
  else if (typeof thing === 'object' && thing !== null) {
    for (const [name, each] of Object.entries(thing)) {
      yield name;
      yield* textsIn(each);
    }
  }
}
