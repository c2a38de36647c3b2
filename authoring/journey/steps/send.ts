import { Send } from '../../../domain/journey/steps/schema.ts';
import { didYouMean } from '../../../domain/condition/nearest.ts';
import { checkKeys } from '../../read/check.ts';
import type { Cursor } from '../../read/cursor.ts';
import type { Compiled, Compiler, Use } from '../compiler.ts';
import { stepId } from '../step-id.ts';
import { holdOf } from './hold.ts';

/** `send: welcome`: named after its template; of `first_of` only where it is one. */
export function send(step: Cursor, compiler: Compiler): Compiled | null {
  const { send: sent, hold } = checkKeys(Send, step) ?? {};
  if (sent === undefined) return null;
  const cursors = typeof sent === 'string' ? [step.at('send')] : step.at('send', 'first_of').items();
  const templates = cursors.map((cursor, index) => knownTemplate(cursor, cursors.slice(0, index), compiler));
  const names = templates.filter((name) => name !== null);
  if (names.length < templates.length) return null;
  const [template = '', another] = names;
  return {
    cursor: step,
    id: stepId(step, another === undefined ? template : null),
    lists: [],
    ends: false,
    sends: names,
    uses: cursors.flatMap((cursor, index) => usesOf(cursor, names[index] ?? '', compiler)),
    build: (base) => ({
      kind: 'send',
      ...base,
      templates: names,
      hold: holdOf(hold),
    }),
  };
}

function knownTemplate(cursor: Cursor, before: readonly Cursor[], { templates }: Compiler): string | null {
  const name = String(cursor.value);
  if (before.some(({ value }) => value === name)) {
    return cursor.refuse('VALUE_INVALID', `found "${name}" a second time, expected each template once`);
  }
  if (templates.has(name)) return name;
  const slip = didYouMean(name, [...templates.keys()]);
  return cursor.refuse('NAME_UNKNOWN', `found "${name}", expected the name of a folder in templates/${slip}`);
}

/** Variables of the workspace were checked where the template is; those of a journey can only be checked here. */
function usesOf(cursor: Cursor, template: string, compiler: Compiler): readonly Use[] {
  const paths = (compiler.templates.get(template)?.variables ?? []).map((variable) => variable.split('.'));
  for (const path of paths) if (path[0] === 'vars') checkVar(cursor, path[1] ?? '', compiler);
  return paths
    .filter(([root, , part]) => root === 'waits' && part === 'properties')
    .map((path) => ({ cursor, path, template: true }));
}

function checkVar(cursor: Cursor, name: string, { vars }: Compiler): void {
  if (name === '' || Object.hasOwn(vars, name)) return;
  const slip = didYouMean(name, Object.keys(vars));
  cursor.refuse(
    'NAME_UNKNOWN',
    `this template uses {{ vars.${name} }}, expected "${name}" under this journey's vars${slip}`,
  );
}
