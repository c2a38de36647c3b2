import { z } from 'zod';
import { EventName, example, Words } from '../authored/schema.ts';
import { Features } from '../profile/feature/schema.ts';
import { NamedEvents } from '../profile/named/schema.ts';

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

/** What every declared fact says. */
const declared = {
  type: z
    .enum(['string', 'number', 'boolean', 'date', 'version'])
    .describe('What its values are, and so how conditions compare them.'),
  source: z
    .enum(['demographic', 'behavioural', 'contextual'])
    .optional()
    .describe('What it tells of: who the user is, what the user does, or the surroundings.'),
  description: Words.optional().describe('What it means, for readers.'),
  personal: z.boolean().optional().describe('Whether it is about a person.'),
};

/** One declared trait of `profile.yaml`. */
export const Trait = z.strictObject(
  {
    ...declared,
    list: z.boolean().optional().meta({ description: 'Whether it holds several values.', default: false }),
  },
  { error: example('a type, such as { type: string }') },
);
export type Trait = z.infer<typeof Trait>;

/** One declared fact of the user's surroundings. */
export const ContextFact = z.strictObject(
  {
    ...declared,
    at: z
      .string({ error: 'where it stands, such as campaign.source' })
      .regex(/^[^\p{Cc}.]+(\.[^\p{Cc}.]+)*$/u, { error: 'where it stands, such as campaign.source' })
      .max(100, { error: 'where it stands, in at most 100 characters' })
      .optional()
      .describe("Where it stands in an event's context, such as campaign.source. Without it under its name."),
  },
  { error: example('a type, such as { type: string }') },
);
export type ContextFact = z.infer<typeof ContextFact>;

export const ContextName = z
  .string()
  .regex(/^[a-z_][a-z0-9_]{0,39}$/i, { error: 'a name such as campaign, without dots' });

/** Facts of the surroundings are read one by one. */
export const ContextFacts = z.record(z.string(), z.unknown());

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
  context: ContextFacts.optional().describe('What is known of their surroundings, besides what always is.'),
  events: NamedEvents.optional().describe('Events by properties or in sequence, under names of their own.'),
  features: Features.optional().describe('Facts that are derived from what users do.'),
});
