import { durationWords } from '../../domain/time/duration.ts';
import type { Milliseconds } from '../../domain/time/instant.ts';
import type { Draft, Names } from './compiler.ts';

/** Warns of sends that a repeat comes round to before their template may go out again: every other round is in vain. */
export function warnOfFreshRounds(list: readonly Draft[], { templates }: Pick<Names, 'templates'>): void {
  for (const { every, lists } of list) {
    if (every !== undefined && every > 0) lists.flat().forEach((draft) => warn(draft, every, templates));
    lists.forEach((nested) => warnOfFreshRounds(nested, { templates }));
  }
}

/** Of several templates another may go out; a repeat in a repeat has a time of its own. */
function warn(draft: Draft, every: Milliseconds, templates: Names['templates']): void {
  const [template = '', another] = draft.sends ?? [];
  const after = another === undefined ? (templates.get(template)?.repeatAfter ?? 0) : 0;
  if (after > every) {
    const message = `"${template}" goes out again after ${durationWords(after)} at the earliest, and a round begins every ${durationWords(every)}`;
    const kind = draft.cursor.at('send').value === undefined ? 'show' : 'send';
    draft.cursor.at(kind).warn('REPEAT_FRESH', message);
  }
  if (draft.every === undefined) draft.lists.flat().forEach((nested) => warn(nested, every, templates));
}
