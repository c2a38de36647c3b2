import { UsherError } from '../../domain/errors.ts';
import { PostmarkMessage } from '../../domain/provider/schema.ts';
import type { Provider } from './provider.ts';
import { proveByPassword } from './signature.ts';

/** Source: https://postmarkapp.com/developer/webhooks/bounce-webhook and …/spam-complaint-webhook. */
export const postmark: Provider = {
  prove: proveByPassword,
  read(body) {
    const parsed = PostmarkMessage.safeParse(body);
    if (!parsed.success) throw new UsherError('REQUEST_INVALID', 'expected a webhook of Postmark');
    const { RecordType, ID, Type, Email: address, BouncedAt: at } = parsed.data;
    const type = types.get(RecordType);
    if (type === undefined) return [];
    if (ID === undefined || address === undefined || at === undefined)
      throw new UsherError('REQUEST_INVALID', 'expected ID, Email and BouncedAt');
    const id = `postmark-${ID}`;
    const hard = type === 'bounced' && Type !== undefined && forGood.has(Type);
    // Its MessageID is its own, not the header's.
    return [{ id, report: { type, hard, messageId: null, address, at, id } }];
  },
};

const types = new Map([
  ['Bounce', 'bounced'],
  ['SpamComplaint', 'complained'],
] as const) as ReadonlyMap<string, 'bounced' | 'complained'>;

const forGood: ReadonlySet<string> = new Set(['HardBounce', 'BadEmailAddress']);
