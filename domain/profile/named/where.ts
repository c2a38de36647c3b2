import { compileTests, valuesLift } from '../../condition/matcher.ts';
import { valuesAt } from '../../condition/read-fact.ts';
import type { EventTest } from '../../journey/clause.ts';
import type { UserEvent } from '../event.ts';

/** Compiles tests of an event's properties, all of which have to pass, to one function. */
export function compileWhere(tests: readonly EventTest[]): (event: UserEvent) => boolean {
  const compiled = tests.map(({ path, comparison, operand }) => {
    const keys = path.split('.');
    const matches = compileTests([{ kind: 'compare', comparison, operand }], valuesLift);
    return (event: UserEvent) => matches(valuesAt(event.properties, keys), event.timestamp);
  });
  return (event) => compiled.every((passes) => passes(event));
}
