import type { Json } from '../json.ts';
import type { Profile } from './profile.ts';

/** What the user reads: by the product's own context, else by a trait; null where neither says. */
export function localeOf({ context, traits }: Profile): string | null {
  return text(context.locale) ?? text(traits.locale);
}

/** The user's IANA time zone: by the product's own context, else by a trait, else `fallback`. */
export function zoneOf({ context, traits }: Profile, fallback: string): string {
  return text(context.timezone) ?? text(traits.timezone) ?? fallback;
}

/** The facts with which a user's zone can change, as paths: the context's alone, once it is known. */
export function zoneFacts({ context }: Profile): readonly string[] {
  return text(context.timezone) === null ? ['context.timezone', 'traits.timezone'] : ['context.timezone'];
}

/** Where the user is, as an ISO 3166 code in upper case: by the product's own context, else by a trait; null where neither says. */
export function countryOf({ context, traits }: Profile): string | null {
  return (text(context.country) ?? text(traits.country))?.trim().toUpperCase() ?? null;
}

function text(value: Json | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
