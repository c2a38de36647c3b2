import type { Declaration } from '../condition/vocabulary.ts';
import { isObject } from '../condition/comparable.ts';
import type { Json, JsonObject, Scalar } from '../json.ts';
import { own } from '../own.ts';
import type { Context } from './profile.ts';

/** A declared fact of Segment's `context`, and where it is there. */
export interface ContextDeclaration extends Declaration {
  readonly at: readonly string[];
}

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

/**
 * Takes the facts out of an event's `context`; what is missing there is missing in the result.
 * @param declared further ones that the workspace asks for
 */
export function contextFacts(
  context: JsonObject,
  declared: Readonly<Record<string, ContextDeclaration>> = {},
): Context {
  const facts: Record<string, Scalar> = {};
  const type = textAt(context.device, 'type')?.toLowerCase();
  keep(facts, 'device', type === undefined ? undefined : deviceClass(type));
  keep(facts, 'platform', type);
  keep(facts, 'os', textAt(context.os, 'name'));
  keep(facts, 'locale', textAt(context, 'locale'));
  keep(facts, 'timezone', textAt(context, 'timezone'));
  keep(facts, 'country', textAt(context.location, 'country'));
  keep(facts, 'app_version', textAt(context.app, 'version'));
  for (const name of Object.keys(declared)) keepDeclared(facts, name, scalarAt(context, declared[name]?.at ?? []));
  return facts;
}

function keep(facts: Record<string, Scalar>, name: string, value: string | undefined): void {
  if (value !== undefined) facts[name] = value;
}

function deviceClass(type: string): string {
  if (mobile.has(type)) return 'mobile';
  return type === 'tablet' ? 'tablet' : 'desktop';
}

/** An empty text says nothing. */
function textAt(from: Json | undefined, key: string): string | undefined {
  const value = isObject(from) ? from[key] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Longer than any name of a campaign or a page's address: the rest of what clients send is not for profiles. */
const longest = 200;

function keepDeclared(facts: Record<string, Scalar>, name: string, value: Json | undefined): void {
  if (typeof value === 'number' || typeof value === 'boolean') facts[name] = value;
  if (typeof value === 'string' && value !== '' && value.length <= longest) facts[name] = value;
}

function scalarAt(context: JsonObject, keys: readonly string[]): Json | undefined {
  return keys.reduce<Json | undefined>((from, key) => (isObject(from) ? own(from, key) : undefined), context);
}
