import type { Instruction } from '../domain/enrolment/instruction.ts';
import type { NudgeNews } from '../domain/enrolment/news.ts';

/** What the current details tell besides the newest instruction: put together from all that came before. */
export interface Told {
  readonly goal?: string;
  readonly done: readonly string[];
  /** The newest, oldest first. */
  readonly nudges: readonly NudgeNews[];
}

/** The longest table that can be taken in at a glance; all nudges are in MongoDB. */
const rowsKept = 12;

/** Before the first decision. */
export const nothingTold: Told = { done: [], nudges: [] };

/** What is told after an instruction. */
export function toldWith({ goal, done, nudges }: Told, { news }: Instruction): Told {
  const known = goal ?? news?.goal;
  return {
    ...(known !== undefined && { goal: known }),
    done: [...new Set([...done, ...(news?.done ?? [])])],
    nudges: [...nudges, ...(news?.nudges ?? [])].slice(-rowsKept),
  };
}

/** What stands beside the story: the enrolment's release, and the arms met so far. */
export interface Beside {
  readonly release: string;
  readonly arms: readonly string[];
}

/** Where an enrolment stands, why, and what is next, as the Temporal UI shows it: Markdown, in the user's own time. */
export function detailsOf(instruction: Instruction, told: Told, beside: Beside): string {
  return [headWords(instruction, told), table(told.nudges), footWords(instruction, beside)]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** Two spaces at the end keep the lines of a paragraph apart. */
const lineBreak = '  \n';

function headWords({ status, step, task, news }: Instruction, { goal, done }: Told): string {
  const { stay } = news ?? {};
  const place = task.kind === 'end' ? '' : ` at \`${step}\``;
  const since = stay === undefined ? '' : `${task.kind === 'end' ? ' ' : ' since '}${stay.since} (${stay.zone})`;
  const reached = task.kind === 'end' ? '' : `, not yet${done.length === 0 ? '' : `; done: ${done.join(', ')}`}`;
  return [
    `**${status.toUpperCase()}**${place}${since}`,
    `**${task.kind === 'deliver' ? 'Now' : 'Why'}:** ${text(task.words)}`,
    ...(stay?.next === undefined ? [] : [`**Next:** ${stay.next}${nextWords(status)}${thenWords(stay.then)}`]),
    ...(goal === undefined ? [] : [`**Goal:** ${text(goal)}${reached}`]),
  ].join(lineBreak);
}

function nextWords(status: Instruction['status']): string {
  switch (status) {
    case 'held':
      return ' send';
    case 'failing':
      return ' send again';
    case 'waiting':
      return ' at the latest';
    case 'paused':
      return ' its time is over, nothing moves before it is resumed';
    default:
      return '';
  }
}

function thenWords(then: string | undefined): string {
  return then === undefined ? '' : `, then *${text(then)}*`;
}

function table(nudges: readonly NudgeNews[]): string {
  if (nudges.length === 0) return '';
  return ['| When | Nudge | Result |', '|---|---|---|', ...nudges.map(row)].join('\n');
}

function row(cells: NudgeNews): string {
  return `| ${cells.map(text).join(' | ')} |`;
}

function footWords({ task }: Instruction, { release, arms }: Beside): string {
  const met = arms.map((arm) => `arm ${text(arm.replace('=', ' = '))}`);
  const pinned = [...met, `release ${release.slice(0, 7)}`].join('; ');
  return task.kind === 'end' ? pinned : `${pinned}. To act: Update, \`{"by":"…","reason":"…"}\``;
}

/** What people and products have named is shown as it is: nothing of it is Markdown's or HTML's. */
function text(words: string): string {
  return words.replace(/[\\`*_[\]<>|]/g, '\\$&').replace(/\s+/g, ' ');
}
