/** The parts of what a slot shows; `label` is what its button says, `url` where that leads. */
export const slotVariables = ['item', 'title', 'body', 'label', 'url', 'image'] as const;

/** What a template may say of what a slot shows: `{{ slots.tutorial.title }}`. What there is not is empty. */
export type SlotWords = Readonly<Record<(typeof slotVariables)[number], string>>;

/** The words of an item. */
export function slotWordsOf(item: string, { title, body, action, image }: Worded): SlotWords {
  return { item, title, body, label: action?.label ?? '', url: action?.url ?? '', image: image ?? '' };
}

interface Worded {
  readonly title: string;
  readonly body: string;
  readonly action: { readonly label: string; readonly url: string } | null;
  readonly image: string | null;
}
