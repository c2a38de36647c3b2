import { UsherError } from '../../domain/errors.ts';
import { SendGridBatch, SendGridMessage } from '../../domain/provider/schema.ts';
import { second } from '../../domain/time/instant.ts';
import type { Item, Provider } from './provider.ts';
import { proveByPassword } from './signature.ts';

/** Source: https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event. */
export const sendgrid: Provider = {
  prove: proveByPassword,
  read(body) {
    const batch = SendGridBatch.safeParse(body);
    if (!batch.success) throw new UsherError('REQUEST_INVALID', 'expected a list of SendGrid’s events');
    return batch.data.flatMap(item);
  },
};

function item(raw: unknown): readonly Item[] {
  const parsed = SendGridMessage.safeParse(raw);
  if (!parsed.success) return [{ id: null, wrong: 'expected an event of SendGrid' }];
  const { event, email: address, timestamp, type: kind, 'smtp-id': messageId = null, sg_event_id: told } = parsed.data;
  const type = types.get(event);
  if (type === undefined) return [];
  if (told === undefined || address === undefined || timestamp === undefined)
    return [{ id: told ?? null, wrong: 'expected sg_event_id, email and timestamp' }];
  const id = `sendgrid-${told}`;
  // `blocked` is a refusal of the moment.
  const hard = type === 'bounced' && kind !== 'blocked';
  return [{ id, report: { type, hard, messageId, address, at: timestamp * second, id } }];
}

const types = new Map([
  ['bounce', 'bounced'],
  ['spamreport', 'complained'],
] as const) as ReadonlyMap<string, 'bounced' | 'complained'>;
