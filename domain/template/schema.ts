import { z } from 'zod';
import { Name, NotYet } from '../authored/schema.ts';

const subject = z
  .string({ error: 'a subject' })
  .regex(/^[^\p{Cc}]+$/u, { error: 'a subject on one line' })
  .max(400, { error: 'a subject of at most 400 characters' });

/** `templates/<name>/template.yaml`: what a template is; its words are in the `.mjml` files beside it, one a locale. */
export const TemplateFile = z.strictObject({
  channel: z.enum(['email', 'in-app', 'webhook', 'push']),
  category: Name,
  transactional: z.boolean().optional(),
  /** One subject where there is one locale, otherwise one for each. */
  subject: z.union([subject, z.record(z.string(), subject)], { error: 'a subject, or one for each locale' }),
  tags: NotYet,
  priority: NotYet,
});
export type TemplateFile = z.infer<typeof TemplateFile>;
