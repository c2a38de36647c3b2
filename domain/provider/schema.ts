import { z } from 'zod';

/** More reports at once than a provider sends; each costs a few reads and a write. */
const most = 500;

/** What is posted: the reports are read one by one, so that one that is wrong keeps no other back. */
export const ReportBatch = z.strictObject({ reports: z.array(z.unknown()).min(1).max(most) });

const text = z.string().min(1).max(1000);
/** ISO 8601 with an offset, or milliseconds since 1970. */
const instant = z.union([
  z.iso.datetime({ offset: true }).transform((written) => Date.parse(written)),
  z.int().positive(),
]);

/** One report in our own form. */
export const ReportMessage = z
  .strictObject({
    type: z.enum(['bounced', 'complained']),
    hard: z.boolean().optional(),
    messageId: text.optional(),
    address: text.optional(),
    at: instant,
    id: text,
  })
  .refine(({ messageId, address }) => messageId !== undefined || address !== undefined, {
    error: 'expected messageId, address or both',
  });
export type ReportMessage = z.infer<typeof ReportMessage>;

/** Of Postmark's bounce and spam complaint webhooks, what is used; each request holds one. */
export const PostmarkMessage = z.looseObject({
  RecordType: z.string(),
  ID: z.union([z.int(), text]).optional(),
  Type: z.string().optional(),
  Email: text.optional(),
  BouncedAt: instant.optional(),
});

/** Of one entry of SendGrid's event webhook, what is used. */
export const SendGridMessage = z.looseObject({
  event: z.string(),
  email: text.optional(),
  /** In seconds. */
  timestamp: z.int().positive().optional(),
  type: z.string().optional(),
  'smtp-id': text.optional(),
  sg_event_id: text.optional(),
});

/** SendGrid posts a list. */
export const SendGridBatch = z.array(z.unknown()).max(10_000);
