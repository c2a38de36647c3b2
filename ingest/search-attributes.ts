import { setTimeout as pause } from 'node:timers/promises';
import { ServiceError } from '@temporalio/client';
import { searchAttributes } from '../domain/enrolment/identity.ts';
import { UsherError } from '../domain/errors.ts';
import { second, type Milliseconds } from '../domain/time/instant.ts';
import type { TemporalClient } from './connect.ts';
import { inTime } from './deadline.ts';

/** The types that ours have, as Temporal's protocol counts them (temporal.api.enums.v1.IndexedValueType). */
const typeNumbers = { Keyword: 2, Datetime: 6, KeywordList: 7 } as const;

type Lacking = readonly (readonly [name: string, type: keyof typeof typeNumbers])[];

/** Which of ours a namespace does not have, or has with another type. */
export async function lackingAttributes({ client }: Pick<TemporalClient, 'client'>): Promise<Lacking> {
  const { namespace } = client.options;
  const ask = () => client.connection.operatorService.listSearchAttributes({ namespace });
  const { customAttributes: there } = await inTime(client, ask);
  return Object.entries(searchAttributes).filter(([name, type]) => Number(there[name]) !== typeNumbers[type]);
}

/** A server knows what was registered a little later. */
const known: { readonly within: Milliseconds; readonly every: Milliseconds } = { within: 10 * second, every: 200 };

/**
 * Registers what a namespace lacks of the search attributes, without which it would refuse every enrolment.
 * @throws UsherError CONFIGURATION_INVALID where the namespace refuses, naming each attribute and what to do
 */
export async function ensureSearchAttributes({ client }: Pick<TemporalClient, 'client'>): Promise<void> {
  let lacking = await lackingAttributes({ client });
  if (lacking.length === 0) return;
  const { namespace } = client.options;
  const types = Object.fromEntries(lacking.map(([name, type]) => [name, typeNumbers[type]]));
  const ask = () => client.connection.operatorService.addSearchAttributes({ namespace, searchAttributes: types });
  try {
    await inTime(client, ask);
  } catch (error) {
    throw refused(namespace, lacking, error);
  }
  for (const end = performance.now() + known.within; lacking.length > 0; await pause(known.every)) {
    lacking = await lackingAttributes({ client });
    if (lacking.length > 0 && performance.now() > end) throw refused(namespace, lacking, null);
  }
}

function refused(namespace: string, lacking: Lacking, cause: unknown): UsherError {
  const names = lacking.map(([name, type]) => `${name} (${type})`).join(', ');
  const why = cause instanceof ServiceError ? ` (${reasonOf(cause)})` : '';
  const found = `namespace ${JSON.stringify(namespace)} lacks the search attributes ${names} and does not take them${why}`;
  const room = 'It needs room for 5 of type Keyword, 1 Datetime and 1 KeywordList';
  const todo = 'register them by deploy/temporal/namespace.sh, in Temporal Cloud by tcld';
  return new UsherError('CONFIGURATION_INVALID', `${found}; expected them registered. ${room}: ${todo}`, { cause });
}

function reasonOf({ cause, message }: ServiceError): string {
  return cause instanceof Error && 'details' in cause ? String(cause.details) : message;
}
