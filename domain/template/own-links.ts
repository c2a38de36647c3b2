/** The addresses by which a user has a say about nudges, as templates have them: `{{ links.unsubscribe }}`. */
export type OwnLinks = Readonly<Record<'unsubscribe' | 'preferences' | 'confirm', string>>;

/** Addresses of the right form that lead to nobody's page: for previews and samples. @param base without a slash at its end */
export function placeholderLinks(base: string): OwnLinks {
  return { unsubscribe: `${base}/unsubscribe`, preferences: `${base}/preferences`, confirm: `${base}/confirm` };
}
