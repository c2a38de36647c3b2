import { Send } from '../../../domain/journey/steps/schema.ts';
import { didYouMean } from '../../../domain/condition/nearest.ts';
import { checkKeys } from '../../read/check.ts';
import { refuseLater } from '../../read/later.ts';
import type { Compiler, CompileStep } from '../compiler.ts';
import type { Cursor } from '../../read/cursor.ts';
import { stepId } from '../step-id.ts';

/** `send: welcome`: named after its template. */
export const send: CompileStep = (step, compiler) => {
  const later = step.at('send', 'first_of');
  if (later.value !== undefined) return refuseLater(later);
  const template = checkKeys(Send, step)?.send;
  if (template === undefined) return null;
  const variables = compiler.templates.get(template);
  if (variables === undefined) {
    const slip = didYouMean(template, [...compiler.templates.keys()]);
    return step
      .at('send')
      .refuse('NAME_UNKNOWN', `found "${template}", expected the name of a folder in templates/${slip}`);
  }
  checkVars(step.at('send'), variables, compiler);
  const id = stepId(step, template);
  return { cursor: step, id, lists: [], ends: false, build: (base) => ({ kind: 'send', ...base, template }) };
};

function checkVars(template: Cursor, variables: readonly string[], { vars }: Compiler): void {
  for (const variable of variables) {
    const [root, name = ''] = variable.split('.');
    if (root !== 'vars' || name === '' || Object.hasOwn(vars, name)) continue;
    const slip = didYouMean(name, Object.keys(vars));
    template.refuse(
      'NAME_UNKNOWN',
      `this template uses {{ ${variable} }}, expected "${name}" under this journey's vars${slip}`,
    );
  }
}
