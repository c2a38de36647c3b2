import type { FactType } from '../../domain/condition/condition.ts';
import { didYouMean } from '../../domain/condition/nearest.ts';
import { UsherError } from '../../domain/errors.ts';
import type { Scalar } from '../../domain/json.ts';
import { own } from '../../domain/own.ts';
import { contextDeclarations } from '../../domain/profile/context.ts';
import type { Context } from '../../domain/profile/profile.ts';
import type { ReleaseContent } from '../../domain/release/release.ts';

/**
 * What `--context device=mobile` says, each fact as what it is declared as.
 * @param declared the facts that the release knows besides those that every workspace has
 * @throws UsherError USAGE
 */
export function givenContext(facts: readonly string[], declared: ReleaseContent['context']): Context {
  const known = { ...declared, ...contextDeclarations };
  return Object.fromEntries(facts.map((fact) => factOf(fact, known)));
}

function factOf(text: string, known: Readonly<Record<string, { readonly type: FactType }>>): readonly [string, Scalar] {
  const [name = '', ...rest] = text.split('=');
  const type = own(known, name)?.type;
  const value = type === undefined || rest.length === 0 ? null : valueOf(type, rest.join('='));
  if (value !== null) return [name, value];
  const found = `found --context ${JSON.stringify(text)}`;
  if (type !== undefined) throw new UsherError('USAGE', `${found}, expected a ${type} after ${name}=`);
  const names = Object.keys(known);
  const slip = didYouMean(name, names) || `; there are ${names.join(', ')}`;
  throw new UsherError('USAGE', `${found}, expected a fact such as device=mobile${slip}`);
}

/** Null: it is no such value. */
function valueOf(type: FactType, text: string): Scalar {
  if (type === 'number') return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : null;
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : null;
  return text;
}
