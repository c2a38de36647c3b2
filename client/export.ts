import { UsherError } from '../domain/errors.ts';
import { dated } from '../domain/export/dated.ts';
import { planOf } from '../domain/forgetting/plan.ts';
import type { Json, JsonObject } from '../domain/json.ts';
import type { TemporalClient } from '../ingest/connect.ts';
import { executionsOf, resultOf, type Execution } from '../ingest/executions.ts';
import type { Store } from '../store/index.ts';
import { personal } from '../store/personal.ts';
import { UserId, readInput } from './input.ts';

export interface ExportDependencies {
  readonly store: Pick<Store, 'users' | 'personal' | 'forgotten'>;
  readonly temporal: TemporalClient;
}

/** One thing that is kept of a user, and in which part of the export it stands. Instants are ISO 8601 in UTC. */
export interface Exported {
  readonly part: string;
  readonly value: JsonObject;
}

/** All that is kept of a person: the ids, and then one document after the other, read as they are asked for. */
export interface UserExport {
  /** The id that is known, and those that were merged into it. */
  readonly ids: readonly string[];
  readonly documents: AsyncGenerator<Exported, void>;
}

/** The parts of an export, in their order: the user's document, what else names the user, and executions in Temporal. */
export const exportParts: readonly string[] = ['users', ...Object.keys(personal), 'executions'];

/**
 * Everything that is kept of a user, in MongoDB and Temporal, part by part.
 * @throws UsherError REQUEST_INVALID, USER_UNKNOWN where nothing is kept, USER_FORGOTTEN of who was forgotten
 * @example
 * const { documents } = await usher.export('bo');
 * for await (const { part, value } of documents) console.log(part, value);
 */
export async function exportUser({ store, temporal }: ExportDependencies, user: string): Promise<UserExport> {
  const ids = await store.personal.idsOf(readInput(UserId, user, { name: 'user' }));
  const executions = await executionsOf(temporal, { workflows: await workflowsOf(ids, store), users: ids });
  const counts = await store.personal.count(ids);
  if (executions.length === 0 && Object.keys(counts).length === 0) throw await nothingOf(user, store);
  return { ids, documents: documentsOf(ids, { store, temporal }, executions) };
}

async function workflowsOf(
  ids: readonly string[],
  { users, personal }: ExportDependencies['store'],
): Promise<readonly string[]> {
  const documents = await Promise.all(ids.map((id) => users.read(id)));
  const visited = documents.flatMap((each) => planOf(each).workflows);
  return [...new Set([...visited, ...(await personal.workflowsOf(ids))])];
}

async function nothingOf(user: string, { forgotten }: ExportDependencies['store']): Promise<UsherError> {
  const proof = await forgotten.of(user);
  if (proof === null) return new UsherError('USER_UNKNOWN', `nothing is kept of user ${JSON.stringify(user)}`);
  return new UsherError('USER_FORGOTTEN', `nothing is kept: the user was forgotten on ${day(proof.at)}`);
}

async function* documentsOf(
  ids: readonly string[],
  { store, temporal }: ExportDependencies,
  executions: readonly Execution[],
): AsyncGenerator<Exported, void> {
  for await (const { collection, document } of store.personal.documents(ids))
    yield { part: collection, value: dated(document) };
  for (const execution of executions) {
    const result = await resultOf(temporal, execution);
    yield { part: 'executions', value: { ...told(execution), ...dated({ result }) } };
  }
}

function told({ workflowId, runId, status, startTime, closeTime, ...execution }: Execution): JsonObject {
  const { memo = {}, typedSearchAttributes } = execution;
  const attributes = typedSearchAttributes.getAll().map(({ key, value }): [string, Json] => {
    return [key.name, value instanceof Date ? value.toISOString() : value];
  });
  return {
    ...{ workflowId, runId, status: status.name },
    ...{ startedAt: startTime.toISOString(), closedAt: closeTime?.toISOString() ?? null },
    ...(Object.keys(memo).length > 0 && { memo: memo as JsonObject }),
    ...(attributes.length > 0 && { searchAttributes: Object.fromEntries(attributes) }),
  };
}

function day(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}

/**
 * The same as the text of one JSON object, piece by piece: `{ "user", "ids", "exportedAt", "users": […], "events": […] … }`,
 * with every part, empty or not.
 * @example
 * await pipeline(exportText('bo', await usher.export('bo'), Date.now()), createWriteStream('bo.json'));
 */
export async function* exportText(
  user: string,
  { ids, documents }: UserExport,
  now: number,
): AsyncGenerator<string, void> {
  yield `{"user":${JSON.stringify(user)},"ids":${JSON.stringify(ids)},"exportedAt":"${new Date(now).toISOString()}"`;
  let at = -1;
  let between = '';
  for await (const { part, value } of documents) {
    for (; exportParts[at] !== part; between = '\n') yield opened(++at);
    yield `${between}${JSON.stringify(value)}`;
    between = ',\n';
  }
  while (at < exportParts.length - 1) yield opened(++at);
  yield ']}\n';
}

/** Closes the part before, if there is one. */
function opened(part: number): string {
  return `${part === 0 ? '' : ']'},\n${JSON.stringify(exportParts[part])}:[`;
}
