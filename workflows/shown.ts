import { SearchAttributeType, defineSearchAttributeKey, type SearchAttributePair } from '@temporalio/common';
import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import type { Instruction } from '../domain/enrolment/instruction.ts';

const status = defineSearchAttributeKey('UsherStatus', SearchAttributeType.KEYWORD);
const step = defineSearchAttributeKey('UsherStep', SearchAttributeType.KEYWORD);
const since = defineSearchAttributeKey('UsherSince', SearchAttributeType.DATETIME);

/** Shows people where the enrolment stands. A delivery is over in a moment: it is shown only by what follows it. */
export function createShown(): (instruction: Instruction) => void {
  let shown: Instruction | null = null;
  return (instruction) => {
    setCurrentDetails(details(instruction));
    if (instruction.task.kind === 'deliver') return;
    const changed = changes(shown, instruction);
    if (changed.length > 0) upsertSearchAttributes(changed);
    shown = instruction;
  };
}

/** Only what changed, in one event. */
function changes(before: Instruction | null, after: Instruction): SearchAttributePair[] {
  const moved = before?.state.since !== after.state.since;
  return [
    ...(before?.status === after.status ? [] : [{ key: status, value: after.status }]),
    ...(before?.step === after.step ? [] : [{ key: step, value: after.step }]),
    ...(moved ? [{ key: since, value: new Date(after.state.since) }] : []),
  ];
}

function details({ status: is, step: at, task, because }: Instruction): string {
  const lines = [`**${is.toUpperCase()}** at \`${at}\``, `**Now:** ${task.words}`];
  return [...lines, ...(because.length > 0 ? ['', ...because.map((reason) => `- ${reason}`)] : [])].join('\n');
}
