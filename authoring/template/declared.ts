import { didYouMean } from '../../domain/condition/nearest.ts';
import type { Declaration, Vocabulary } from '../../domain/condition/vocabulary.ts';
import { own } from '../../domain/own.ts';
import { fixedVariables } from '../../domain/template/data.ts';
import { slotVariables } from '../../domain/template/slot-words.ts';

/** Why a variable is none that a template may use, or null. Variables of a journey are checked where it sends. */
export function undeclared(path: readonly string[], vocabulary: Vocabulary): string | null {
  const [root = '', ...rest] = path;
  const name = path.join('.');
  if (fixedVariables.includes(name)) return null;
  const check = own(checks, root);
  if (check !== undefined) return check(name, rest, vocabulary);
  return `found {{ ${name} }}, expected one of ${roots.join(', ')}${didYouMean(name, roots)}`;
}

type Check = (name: string, rest: readonly string[], vocabulary: Vocabulary) => string | null;

/** What may stand below each root. */
const checks: Readonly<Record<string, Check>> = {
  traits: (name, rest, { traits }) => inTable(name, rest, traits),
  context: (name, rest, { context }) => inTable(name, rest, context),
  features: (name, rest, { features: known = {} }) => features(name, rest.join('.'), Object.keys(known)),
  vars,
  entry,
  waits,
  slots: (name, rest, { slots: known = [] }) => slots(name, rest, known),
};

const roots = [...Object.keys(checks), ...fixedVariables];
/** What Liquid knows of a list by itself. */
const ofLists = ['size', 'first', 'last'];

function vars(name: string, rest: readonly string[]): string | null {
  return rest.length === 1 ? null : `found {{ ${name} }}, expected one name after vars, as in vars.docs`;
}

function inTable(name: string, rest: readonly string[], table: Readonly<Record<string, Declaration>>): string | null {
  const [root] = name.split('.');
  const whole = rest.join('.');
  if (Object.hasOwn(table, whole)) return null;
  const list = rest.slice(0, -1).join('.');
  const last = rest.at(-1) ?? '';
  if (Object.hasOwn(table, list) && table[list]?.list === true && (ofLists.includes(last) || /^\d+$/.test(last)))
    return null;
  const where = root === 'traits' ? 'a trait of profile.yaml' : `one of ${Object.keys(table).join(', ')}`;
  return `found {{ ${name} }}, expected ${where}${didYouMean(whole, Object.keys(table))}`;
}

function features(name: string, feature: string, known: readonly string[]): string | null {
  if (known.includes(feature)) return null;
  return `found {{ ${name} }}, expected a feature of profile.yaml${didYouMean(feature, known)}`;
}

function entry(name: string, [first, ...rest]: readonly string[]): string | null {
  if (first === 'properties' && rest.length > 0) return null;
  return `found {{ ${name} }}, expected a property of the entry event, as in entry.properties.plan`;
}

function slots(
  name: string,
  [slot = '', part = '', ...deeper]: readonly string[],
  known: readonly string[],
): string | null {
  if (!known.includes(slot)) {
    return `found {{ ${name} }}, expected the name of a file in slots/ after slots${didYouMean(slot, known)}`;
  }
  if (deeper.length === 0 && slotVariables.some((each) => each === part)) return null;
  const example = `expected one of ${slotVariables.join(', ')} of what the slot shows, as in slots.${slot}.title`;
  return `found {{ ${name} }}, ${example}${didYouMean(part, slotVariables)}`;
}

/** Which waits there are is known where a journey sends the template. */
function waits(name: string, [wait, first, ...rest]: readonly string[]): string | null {
  if (wait !== undefined && first === 'properties' && rest.length > 0) return null;
  return `found {{ ${name} }}, expected a property of an awaited event, as in waits.import.properties.rows`;
}
