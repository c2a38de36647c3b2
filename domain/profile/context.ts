import type { Declaration } from '../condition/vocabulary.ts';
import type { Json, JsonObject, Scalar } from '../json.ts';
import type { Context } from './profile.ts';

const text: Declaration = { type: 'string', list: false };

/** The facts kept of Segment's `context`; everything else in it (address, user agent, page) is not kept. */
export const contextDeclarations: Readonly<Record<string, Declaration>> = {
  device: text,
  platform: text,
  os: text,
  locale: text,
  timezone: text,
  country: text,
  app_version: { type: 'version', list: false },
};

const mobile = new Set(['ios', 'android', 'mobile', 'phone', 'smartphone']);

/** Takes the facts out of an event's `context`; what is missing there is missing in the result. */
export function contextFacts(context: JsonObject): Context {
  const type = textAt(context, ['device', 'type'])?.toLowerCase() ?? null;
  const found: Record<string, Scalar | null> = {
    device: type === null ? null : deviceClass(type),
    platform: type,
    os: textAt(context, ['os', 'name']),
    locale: textAt(context, ['locale']),
    timezone: textAt(context, ['timezone']),
    country: textAt(context, ['location', 'country']),
    app_version: textAt(context, ['app', 'version']),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== null));
}

function deviceClass(type: string): string {
  if (mobile.has(type)) return 'mobile';
  return type === 'tablet' ? 'tablet' : 'desktop';
}

function textAt(from: JsonObject, path: readonly string[]): string | null {
  let value: Json | undefined = from;
  for (const key of path) value = isObject(value) ? value[key] : undefined;
  return typeof value === 'string' && value !== '' ? value : null;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
