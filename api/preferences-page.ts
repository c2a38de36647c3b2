import type { Choice } from '../domain/link/preferences.ts';
import type { Channel } from '../domain/template/template.ts';
import { html, type Markup } from './html.ts';
import { page } from './page.ts';
import { categoryWords, thingsOf } from './words.ts';

/** What the preference page shows. */
export interface Preferences {
  readonly choices: readonly Choice[];
  readonly channel: Channel | null;
  /** Who sends; null where nothing was published yet. */
  readonly sender: string | null;
  /** The page answers a form. */
  readonly saved: boolean;
}

/** A checkbox a category, one for everything else, and one button that ends it all. */
export function preferencesPage({ choices, channel, sender, saved }: Preferences): string {
  const things = thingsOf(channel);
  const from = sender ?? 'us';
  const only = choices.length === 1;
  return page(
    'What you get',
    html`${saved ? html`<p role="status">Saved. This is how it is now.</p>` : ''}
      <form method="post">
        <fieldset>
          <legend>The ${things} from ${from} that you want</legend>
          ${choices.map((choice) => line(choice, only ? `All ${things}` : 'Everything else'))}
        </fieldset>
        <div class="actions">
          <button class="first" name="save" value="yes">Save</button>
          <button name="all" value="out">Unsubscribe from everything</button>
        </div>
      </form>
      <p class="note">What you ask for yourself, such as a receipt, always comes.</p>`,
  );
}

function line({ category, wanted }: Choice, rest: string): Markup {
  const value = category ?? '*';
  const words = category === null ? rest : sentence(categoryWords(category));
  return html`<label
    ><input
      type="hidden"
      name="offered"
      value="${value}"
    />${wanted ? html`<input type="hidden" name="was" value="${value}" />` : ''}<input
      type="checkbox"
      name="wanted"
      value="${value}"
      ${wanted ? html`checked` : ''}
    />${words}</label
  >`;
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
