import type { Condition } from '../../domain/condition/condition.ts';
import type { Vocabulary } from '../../domain/condition/vocabulary.ts';
import { readCondition } from '../journey/read-condition.ts';
import { type Cursor, isMapping } from '../read/cursor.ts';
import { namedEntries } from './named-entries.ts';

/** Stands for a segment whose condition was refused, so that its uses are not refused as well. */
const anybody: Condition = { kind: 'and', of: [] };

/** Reads `segments.yaml`. A segment may use others, in any order, as long as none comes back to itself. */
export function readSegments(file: Cursor, base: Vocabulary): Readonly<Record<string, Condition>> {
  const entries = new Map(namedEntries(file));
  const known = Object.fromEntries([...entries.keys()].map((name) => [name, anybody]));
  const done = new Map<string, Condition>();

  function read(name: string, entry: Cursor, asking: readonly string[]): void {
    if (done.has(name)) return;
    if (asking.includes(name)) {
      const round = [...asking.slice(asking.indexOf(name)), name].join(' → ');
      entry.refuse('SEGMENT_CYCLE', `these segments are defined by each other: ${round}`, 'key');
      done.set(name, anybody);
      return;
    }
    for (const other of segmentsIn(entry.value)) {
      const found = entries.get(other);
      if (found !== undefined) read(other, found, [...asking, name]);
    }
    if (done.has(name)) return;
    const condition = readCondition(entry, { ...base, segments: { ...known, ...Object.fromEntries(done) } });
    done.set(name, condition ?? anybody);
  }

  entries.forEach((entry, name) => read(name, entry, []));
  return Object.fromEntries(done);
}

/** Every text below a key `segments`, wherever it stands: more than the names used, never fewer. */
function segmentsIn(value: unknown, below = false): readonly string[] {
  if (typeof value === 'string') return below ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((item) => segmentsIn(item, below));
  if (!isMapping(value)) return [];
  return Object.entries(value).flatMap(([key, child]) => segmentsIn(child, below || key === 'segments'));
}
