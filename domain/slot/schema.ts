import { z } from 'zod';
import { AnyCondition, example, Name, Words } from '../authored/schema.ts';
import { InAppFile } from '../template/schema.ts';

const date = 'a date such as 2026-12-31 or 2026-03-01T09:00';

/** Read in the workspace's zone. */
const Moment = z.string({ error: date }).regex(/^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:?\d{2})?)?$/, { error: date });

const item = 'the name of a file in content/';
const audience = 'a whole number of users, at least 1';

/** One rule of a slot: exactly one of `show` and `experiment`. */
export const Rule = z.strictObject(
  {
    id: Name.describe('Its name, for the words of a decision and for whoever counts what it showed.'),
    when: AnyCondition.optional().describe('Whom it is for. Without it everybody.'),
    show: z
      .string({ error: `${item}, or none` })
      .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, { error: `${item}, or none` })
      .optional()
      .describe('The item of content/ that is shown; none: nothing, and no rule after it is asked.'),
    experiment: Name.optional().describe(
      'In place of show, the experiment of experiments.yaml whose arms show different things. Whoever is in none of its arms sees what control shows, and is not counted.',
    ),
    arms: z
      .record(Name, Name, { error: 'what each arm shows, such as { control: next, guide: import-guide }' })
      .optional()
      .describe(
        'Beside experiment, what each of its arms shows: an item, none, or next for whatever the rules after it say.',
      ),
    from: Moment.optional().describe('From when on it counts.'),
    to: Moment.optional().describe('Until when it counts; that instant itself is out.'),
    min_audience: z
      .int({ error: audience })
      .min(1, { error: audience })
      .optional()
      .describe('For how many users at least it is worth having: with fewer, usher validate --audience warns.'),
  },
  { error: example('a rule, such as { id: mobile, when: { context.device: mobile }, show: quick-start }') },
);
export type Rule = z.infer<typeof Rule>;

export const Rules = z
  .array(z.unknown(), { error: 'a list of rules' })
  .min(1, { error: 'at least one rule, such as { id: mobile, when: { context.device: mobile }, show: quick-start }' });

/** One screen holds no more. */
const limit = 'a whole number from 1 to 20';

/** `slots/<slot>.yaml`. */
export const Slot = z.strictObject({
  slot: Name.describe('The name of the slot, which is that of its file.'),
  description: Words.optional().describe('Where it is in the product, for people who read about it.'),
  strategy: z.enum(['first', 'all']).optional().meta({
    description: 'Whether the first rule that fits decides, or all that fit show something, in their order.',
    default: 'first',
  }),
  limit: z
    .int({ error: limit })
    .min(1, { error: limit })
    .max(20, { error: limit })
    .optional()
    .describe('Beside strategy: all, how many items are shown at most. Without it 20.'),
  rules: Rules.describe('Whom it shows what; asked from top to bottom.'),
  default: Name.optional().describe('The item for whom no rule fits. Without it, nothing is shown.'),
  fallback: Name.optional().describe(
    'The item when something has failed, or nothing is known of the user. Without it, nothing is shown.',
  ),
});

/** The words of an item, in each locale; read one by one. */
export const Locales = z.record(z.string(), z.unknown(), {
  error: 'words in each locale, such as { en: { title: …, body: … } }',
});

const { category, tags, priority, repeat_after } = InAppFile.shape;

/** `content/<item>.yaml`: what slots show, as an in-app message in every locale. */
export const Content = z.strictObject({
  content: Name.describe('The name of the item, which is that of its file.'),
  category,
  tags,
  priority,
  repeat_after,
  review_by: Moment.optional().describe(
    'From when on usher validate warns that somebody has to look whether it is still right.',
  ),
  words: Locales.describe(
    'What it says, in each locale: the keys of an in-app message. The locale of the workspace is among them.',
  ),
});
