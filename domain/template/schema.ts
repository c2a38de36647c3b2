import { z } from 'zod';
import { Duration, Name } from '../authored/schema.ts';

/** `push` is a word of the language that is refused by name. */
const Channel = z.enum(['email', 'in-app', 'webhook', 'push']).describe('How it goes out.');

const priority = 'a whole number from 0 to 1000';

const described = {
  channel: Channel,
  category: Name.describe('What it is about, for consent.'),
  transactional: z
    .boolean()
    .optional()
    .meta({ description: 'Whether the user asked for it, such as a receipt.', default: false }),
  tags: z
    .array(Name, { error: 'a list of tags, such as [trial]' })
    .max(20, { error: 'at most 20 tags' })
    .optional()
    .meta({ description: 'What the caps and priorities of policy.yaml speak of it by.', default: [] }),
  priority: z.int({ error: priority }).min(0, { error: priority }).max(1_000, { error: priority }).optional().meta({
    description: 'Where nudges want the same room and their tags rank alike, the highest goes first.',
    default: 0,
  }),
  repeat_after: Duration.optional().describe(
    'For how long after it went out it does not go out to the same user again. Without it, it may at once.',
  ),
};

/** A text of one line. */
function line(what: string) {
  return z
    .string({ error: what })
    .regex(/^[^\p{Cc}]+$/u, { error: `${what} on one line` })
    .max(400, { error: `${what} of at most 400 characters` });
}

/** Where people look for the subject that only a mail has. */
export const NoSubject = z
  .never({ error: 'no subject: only a mail has one, an in-app message has a title in its <locale>.yaml' })
  .optional();

/** `templates/<name>/template.yaml` of a mail; its words are in the `.mjml` files beside it, one a locale. */
export const EmailFile = z.strictObject({
  ...described,
  subject: z
    .union([line('a subject'), z.record(z.string(), line('a subject'))], {
      error: 'a subject, or one for each locale',
    })
    .describe('One subject where there is one locale, otherwise one for each.'),
});
export type EmailFile = z.infer<typeof EmailFile>;

/** `templates/<name>/template.yaml` of an in-app message; its words are in the `.yaml` files beside it, one a locale. */
export const InAppFile = z.strictObject({ ...described, subject: NoSubject });

const text = 'text of at most 2000 characters';
const address = 'an address such as "{{ base_url }}/start"';

/** An address, or Liquid that makes one. */
const Address = z.string({ error: address }).regex(/^\S(?:[^\p{Cc}]{0,1998}\S)?$/u, { error: address });

const Action = z.strictObject({
  label: line('a label').describe('What the button says.'),
  url: Address.describe('Where it leads.'),
});

/** `templates/<name>/<locale>.yaml`: what an in-app message says, in Liquid. */
export const InAppWordsFile = z.strictObject({
  title: line('a title').describe('One line.'),
  body: z
    .string({ error: text })
    .min(1, { error: text })
    .max(2000, { error: text })
    .describe('Plain text; line breaks are kept.'),
  action: Action.optional().describe('What the reader may follow.'),
  image: Address.optional().describe('The address of a picture.'),
});

const header = 'a header in small letters such as x-team, none of those that every webhook has';
/** What the request itself and its signature need is not for templates. */
const ownHeaders =
  'host|content-.*|connection|keep-alive|transfer-encoding|te|trailer|upgrade|expect|proxy-.*|user-agent|idempotency-key|webhook-.*';

/** HTTP's `token` (RFC 9110, 5.6.2). */
const HeaderName = z
  .string({ error: header })
  .regex(new RegExp(`^(?!(?:${ownHeaders})$)[a-z0-9!#$&'*+.^_\`|~-]{1,100}$`), { error: header });

/** `templates/<name>/template.yaml` of a webhook: all there is of it. */
export const WebhookFile = z.strictObject({
  ...described,
  url: z
    .string({ error: 'an address such as https://hooks.acme.test/usher' })
    .max(2000, { error: 'an address of at most 2000 characters' })
    .describe('Where it goes; Liquid may stand in the path and the query.'),
  /** Read leaf by leaf. */
  payload: z
    .unknown()
    .refine((value) => value !== undefined, { error: 'a payload such as { user: "{{ user.id }}" }' })
    .describe('The JSON that is posted; every text in it is Liquid.'),
  headers: z
    .record(HeaderName, line('the text of a header'), { error: 'a mapping of headers' })
    .optional()
    .describe('More headers, in Liquid.'),
  subject: NoSubject,
});

/** What a channel that comes later has in common with the others. */
const LaterFile = z.looseObject(described);

/** `templates/<name>/template.yaml`, by its channel. */
export const templateFiles = { email: EmailFile, 'in-app': InAppFile, webhook: WebhookFile, push: LaterFile } as const;

/** The same for editors, which tell the channels apart by `channel`. */
export const TemplateFile = z.union([
  EmailFile.extend({ channel: z.literal('email').describe('How it goes out.') }),
  InAppFile.extend({ channel: z.literal('in-app').describe('How it goes out.') }),
  WebhookFile.extend({ channel: z.literal('webhook').describe('How it goes out.') }),
]);
