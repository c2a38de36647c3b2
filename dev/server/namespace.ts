import { Connection } from '@temporalio/client';
import { msToTs, tsToMs } from '@temporalio/common/lib/time.js';
import { indexedValueTypes, type SearchAttributes } from './search-attributes.ts';

export interface Namespace {
  readonly address: string;
  readonly namespace: string;
  readonly searchAttributes: SearchAttributes;
}

/** Closed workflows stay to be read for a month: the development server's own choice, a day, is too short to look into a complaint. */
const retention = '30 days';

/**
 * Registers what is missing. The development server registers what its command line names only when it makes a new database:
 * one from before an attribute was invented would refuse every start of a workflow.
 */
async function hasSearchAttributes(connection: Connection, asked: Namespace): Promise<boolean> {
  const { namespace, searchAttributes } = asked;
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  const missing = Object.entries(searchAttributes).filter(([name]) => !(name in customAttributes));
  if (missing.length === 0) return true;
  const types = Object.fromEntries(missing.map(([name, type]) => [name, indexedValueTypes[type]]));
  await connection.operatorService.addSearchAttributes({ namespace, searchAttributes: types });
  return false;
}

async function hasRetention({ workflowService }: Connection, { namespace }: Namespace): Promise<boolean> {
  const { config } = await workflowService.describeNamespace({ namespace });
  const wanted = msToTs(retention);
  if (tsToMs(config?.workflowExecutionRetentionTtl) === tsToMs(wanted)) return true;
  await workflowService.updateNamespace({ namespace, config: { workflowExecutionRetentionTtl: wanted } });
  return false;
}

/**
 * Whether the server answers and its namespace is as it should be: it knows all search attributes and keeps closed workflows.
 * What is not yet so is made so, and is seen the next time this is asked.
 */
export async function namespaceIsReady(asked: Namespace): Promise<boolean> {
  let connection: Connection | undefined;
  try {
    connection = await Connection.connect({ address: asked.address, connectTimeout: 1_000 });
    return (await hasRetention(connection, asked)) && (await hasSearchAttributes(connection, asked));
  } catch {
    return false;
  } finally {
    await connection?.close();
  }
}
