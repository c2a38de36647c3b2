import { z } from 'zod';
import { EventName, example, NotYet, Words } from '../authored/schema.ts';

const address = 'an e-mail address such as hello@acme.test';

const Sender = z.strictObject(
  {
    name: Words.describe('The name that mails come from.'),
    address: z
      .string({ error: address })
      .regex(/^[^\s@<>"(),:;\\[\]]+@[^\s@<>"(),:;\\[\]]+$/, { error: address })
      .describe('The address that mails come from.'),
  },
  { error: example('a name and an address, such as { name: Acme, address: hello@acme.test }') },
);

/** `workspace.yaml`: what holds for every journey of the workspace. */
export const Settings = z.strictObject({
  format: z.literal(1, { error: '1, the only format there is' }).describe('The version of the language.'),
  zone: z
    .string({ error: 'an IANA time zone such as Europe/Berlin' })
    .describe('The zone of bare dates such as 2026-03-01, and of users of whom no zone is known.'),
  locale: z
    .string({ error: 'a language tag such as en or pt-BR' })
    .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, { error: 'a language tag such as en or pt-BR' })
    .describe('The locale that every template has, for users whose own it does not speak.'),
  sender: Sender.describe('Who mails are from.'),
  base_url: z
    .string({ error: 'an address such as https://app.acme.test' })
    .regex(/^https?:\/\/[^\s"'<>]+$/, { error: 'an address such as https://app.acme.test' })
    .transform((url) => url.replace(/\/+$/, ''))
    .describe('Where the product is, for links: {{ base_url }}, without a slash at its end.'),
});
export type Settings = z.infer<typeof Settings>;

/** One entry of `milestones.yaml`: the event that completes it. */
export const Milestone = z.strictObject(
  { on: EventName.describe('The event that completes the milestone.') },
  { error: example('an event, such as { on: Profile Completed }') },
);
export type Milestone = z.infer<typeof Milestone>;

/** One declared trait of `profile.yaml`. Where it comes from and whether it is personal is for readers. */
export const Trait = z.strictObject(
  {
    type: z
      .enum(['string', 'number', 'boolean', 'date', 'version'])
      .describe('What its values are, and so how conditions compare them.'),
    list: z.boolean().optional().meta({ description: 'Whether it holds several values.', default: false }),
    source: Words.optional().describe('Where it comes from, for readers.'),
    description: Words.optional().describe('What it means, for readers.'),
    personal: z.boolean().optional().describe('Whether it is about a person, for readers.'),
  },
  { error: example('a type, such as { type: string }') },
);
export type Trait = z.infer<typeof Trait>;

/** A nested trait is declared by its whole path: `company.size`. */
export const TraitPath = z
  .string()
  .regex(/^[A-Za-z_][\w-]*(\.[A-Za-z_][\w-]*)*$/, { error: 'a trait such as plan or company.size' })
  .max(100, { error: 'a trait of at most 100 characters' });

/** Traits are read one by one. */
export const Traits = z.record(z.string(), z.unknown());

/** `profile.yaml`. */
export const Profile = z.strictObject({
  traits: Traits.optional().describe('What is known of users, each by its whole path.'),
  events: NotYet,
});
