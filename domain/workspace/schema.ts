import { z } from 'zod';
import { EventName, example, NotYet, Words } from '../authored/schema.ts';

const address = 'an e-mail address such as hello@acme.test';

const Sender = z.strictObject(
  {
    name: Words,
    address: z.string({ error: address }).regex(/^[^\s@<>"(),:;\\[\]]+@[^\s@<>"(),:;\\[\]]+$/, { error: address }),
  },
  { error: example('a name and an address, such as { name: Acme, address: hello@acme.test }') },
);

/** `workspace.yaml`: what holds for every journey of the workspace. */
export const Settings = z.strictObject({
  format: z.literal(1, { error: '1, the only format there is' }),
  zone: z.string({ error: 'an IANA time zone such as Europe/Berlin' }),
  locale: z
    .string({ error: 'a language tag such as en or pt-BR' })
    .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, { error: 'a language tag such as en or pt-BR' }),
  sender: Sender,
  base_url: z
    .string({ error: 'an address such as https://app.acme.test' })
    .regex(/^https?:\/\/[^\s"'<>]+$/, { error: 'an address such as https://app.acme.test' })
    .transform((url) => url.replace(/\/+$/, '')),
});
export type Settings = z.infer<typeof Settings>;

/** One entry of `milestones.yaml`: the event that completes it. */
export const Milestone = z.strictObject(
  { on: EventName },
  { error: example('an event, such as { on: Profile Completed }') },
);
export type Milestone = z.infer<typeof Milestone>;

/** One declared trait of `profile.yaml`. Where it comes from and whether it is personal is for readers. */
export const Trait = z.strictObject(
  {
    type: z.enum(['string', 'number', 'boolean', 'date', 'version']),
    list: z.boolean().optional(),
    source: Words.optional(),
    description: Words.optional(),
    personal: z.boolean().optional(),
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
export const Profile = z.strictObject({ traits: Traits.optional(), events: NotYet });
