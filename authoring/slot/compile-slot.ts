import type { z } from 'zod';
import { Slot as SlotFile } from '../../domain/slot/schema.ts';
import type { Slot } from '../../domain/slot/slot.ts';
import { checkKeys } from '../read/check.ts';
import type { Cursor } from '../read/cursor.ts';
import { compileRule } from './compile-rule.ts';
import { refuseItem, type SlotNames } from './names.ts';

/** A screen holds no more. */
const mostItems = 20;

/** Compiles `slots/<slot>.yaml`; null where something was refused. */
export function compileSlot(cursor: Cursor, slot: string, names: SlotNames): Slot | null {
  const keys = checkKeys(SlotFile, cursor);
  if (keys === null) return null;
  if (keys.slot !== undefined && keys.slot !== slot) {
    cursor.at('slot').refuse('VALUE_INVALID', `found "${keys.slot}", expected "${slot}", the name of its file`);
  }
  const read = cursor.at('rules').items();
  const rules = read.map((rule) => compileRule(rule, names));
  refuseSameIds(read);
  const known = (['default', 'fallback'] as const).map((key) => itemAt(cursor.at(key), names));
  const { strategy = 'first', description = '' } = keys;
  const compiled = rules.filter((rule) => rule !== null);
  if (!limitFits(cursor, keys) || compiled.length < rules.length || known.includes(false)) return null;
  return {
    slot,
    description,
    strategy,
    limit: strategy === 'first' ? 1 : (keys.limit ?? mostItems),
    rules: compiled,
    default: keys.default ?? null,
    fallback: keys.fallback ?? null,
  };
}

type Keys = Partial<z.output<typeof SlotFile>>;

function limitFits(cursor: Cursor, { strategy, limit }: Keys): boolean {
  if (limit === undefined || strategy === 'all') return cursor.at('limit').value === undefined || limit !== undefined;
  const message = 'found "limit" where the first rule decides, expected it beside strategy: all';
  cursor.at('limit').refuse('VALUE_INVALID', message, 'key');
  return false;
}

function refuseSameIds(rules: readonly Cursor[]): void {
  const taken = new Set<unknown>();
  for (const cursor of rules.map((rule) => rule.at('id'))) {
    const { value } = cursor;
    if (typeof value === 'string' && taken.has(value)) {
      cursor.refuse('VALUE_INVALID', `another rule is called "${value}" too, expected an id of its own`);
    }
    taken.add(value);
  }
}

function itemAt(cursor: Cursor, { items }: SlotNames): boolean {
  const { value } = cursor;
  if (typeof value !== 'string' || items.includes(value)) return true;
  refuseItem(cursor, items);
  return false;
}
