import { renderEmail } from './channel/email.ts';
import { renderInApp } from './channel/in-app.ts';
import { renderWebhook } from './channel/webhook.ts';
import type { TemplateData } from './data.ts';
import { createFill, isLiquidError } from './fill.ts';
import { chooseLocale, type LocaleChoice } from './locale.ts';
import type { Rendered, Rendering } from './rendered.ts';
import type { Template } from './template.ts';

export interface Language {
  /** What the user reads; null where it is not known. */
  readonly asked: string | null;
  /** The workspace's. */
  readonly fallback: string;
}

/** Renders a template for one user. Never throws for what is in the template or the data. */
export function renderTemplate(template: Template, language: Language, data: TemplateData): Rendering {
  try {
    const rendering = byChannel(template, language, data);
    return rendering.ok ? rendering : { ok: false, because: `template ${template.name}${rendering.because}` };
  } catch (error) {
    if (!isLiquidError(error)) throw error;
    return { ok: false, because: `template ${template.name}: ${error.message}` };
  }
}

/** Reasons follow the template's name. */
function byChannel(template: Template, language: Language, data: TemplateData): Rendering {
  switch (template.channel) {
    case 'email':
      return inLocale(template.locales, language, (words, choice) => {
        return renderEmail(words, choice, createFill(words, choice.locale, data));
      });
    case 'in-app':
      return inLocale(template.locales, language, (words, choice) => {
        return renderInApp(words, choice, createFill(words, choice.locale, data));
      });
    case 'webhook':
      // Its dates are for programs: no language has a say.
      return renderWebhook(template, createFill(template, 'en', data));
  }
}

function inLocale<Words, Made extends Rendered>(
  locales: Readonly<Record<string, Words>>,
  { asked, fallback }: Language,
  make: (words: Words, choice: LocaleChoice) => Rendering<Made>,
): Rendering<Made> {
  const choice = chooseLocale(asked, Object.keys(locales), fallback);
  const words = choice === null ? undefined : locales[choice.locale];
  if (choice === null || words === undefined) return { ok: false, because: ` has no words in ${fallback}` };
  return make(words, choice);
}
