import { z } from 'zod';
import { UsherError } from '../../domain/errors.ts';
import { ReportBatch, ReportMessage } from '../../domain/provider/schema.ts';
import type { Item, Provider } from './provider.ts';
import { proveBySignature } from './signature.ts';

/** Our own form, for whoever writes the few lines that turn another provider's into it. */
export const standard: Provider = {
  prove: proveBySignature,
  read(body) {
    const batch = ReportBatch.safeParse(body);
    if (!batch.success) throw new UsherError('REQUEST_INVALID', 'expected { "reports": [ … ] } with 1 to 500 reports');
    return batch.data.reports.map(item);
  },
};

function item(raw: unknown): Item {
  const parsed = ReportMessage.safeParse(raw);
  if (!parsed.success) {
    const wrong = z.prettifyError(parsed.error).replace(/✖ /g, '').replace(/\s*\n\s*/g, ' '); // prettier-ignore
    return { id: null, wrong };
  }
  const { hard = false, messageId = null, address = null, ...said } = parsed.data;
  return { id: said.id, report: { ...said, hard, messageId, address } };
}
