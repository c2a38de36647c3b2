import type { Declaration } from '../../domain/condition/vocabulary.ts';
import { contextDeclarations, type ContextDeclaration } from '../../domain/profile/context.ts';
import { ContextFact, ContextName, Trait, TraitPath } from '../../domain/workspace/schema.ts';
import { check } from '../read/check.ts';
import type { Cursor } from '../read/cursor.ts';

/** Reads `traits:` of `profile.yaml`. */
export function readTraits(traits: Cursor): Readonly<Record<string, Declaration>> {
  const entries = traits.entries().map(([path, entry]) => {
    if (!TraitPath.safeParse(path).success) {
      entry.refuse('VALUE_INVALID', `found the key "${path}", expected a trait such as plan or company.size`, 'key');
    }
    const trait = check(Trait, entry);
    return [path, declaration(trait, trait?.list ?? false)] as const;
  });
  return Object.fromEntries(entries);
}

/** Reads `context:` of `profile.yaml`: facts beside those that every profile has, of which the type stands. */
export function readContext(context: Cursor): Readonly<Record<string, ContextDeclaration>> {
  const entries = context.entries().flatMap(([name, entry]) => {
    if (!ContextName.safeParse(name).success) {
      entry.refuse('VALUE_INVALID', `found the key "${name}", expected a name such as campaign, without dots`, 'key');
    }
    const fact = check(ContextFact, entry);
    const known = Object.hasOwn(contextDeclarations, name) ? contextDeclarations[name] : undefined;
    if (known === undefined)
      return [[name, { ...declaration(fact, false), at: (fact?.at ?? name).split('.') }] as const];
    if (fact !== null && (fact.type !== known.type || fact.at !== undefined)) {
      entry.refuse('VALUE_INVALID', `"${name}" is always known, as a ${known.type}; expected { type: ${known.type} }`);
    }
    return [];
  });
  return Object.fromEntries(entries);
}

type Declared = Pick<Trait, 'type' | 'source' | 'personal'>;

function declaration(fact: Declared | null, list: boolean): Declaration {
  const { type = 'string', source, personal } = fact ?? {};
  return { type, list, ...(source !== undefined && { source }), ...(personal === true && { personal }) };
}
