import type { Instruction } from '../domain/enrolment/instruction.ts';
import type { NudgeNews, Stay } from '../domain/enrolment/news.ts';

/** What the current details tell besides the newest instruction: put together from all that came before. */
export interface Told {
  readonly goal?: string;
  readonly done: readonly string[];
  /** The newest, oldest first. */
  readonly nudges: readonly NudgeNews[];
  /** The newest lines of the story, oldest first; absent where a run before this one has not kept them. */
  readonly story?: readonly string[];
}

/** The longest table that can be taken in at a glance; all nudges are in MongoDB. */
const rowsKept = 12;
/** What the query answers; the whole story is in MongoDB. A run that goes on as another hands them on. */
const linesKept = 50;

/** Before the first decision. */
export const nothingTold: Told = { done: [], nudges: [] };

/** What is told after an instruction. */
export function toldWith({ goal, done, nudges, story = [] }: Told, { news, because }: Instruction): Told {
  const known = goal ?? news?.goal;
  return {
    ...(known !== undefined && { goal: known }),
    done: [...new Set([...done, ...(news?.done ?? [])])],
    nudges: [...nudges, ...(news?.nudges ?? [])].slice(-rowsKept),
    story: [...story, ...because].slice(-linesKept),
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

function headWords(instruction: Instruction, { goal, done }: Told): string {
  const { status, task, news } = instruction;
  const { stay } = news ?? {};
  const reached = task.kind === 'end' ? '' : `, not yet${done.length === 0 ? '' : `; done: ${done.join(', ')}`}`;
  return [
    placeWords(instruction),
    `**${task.kind === 'deliver' ? 'Now' : 'Why'}:** ${text(task.words)}`,
    ...(stay?.next === undefined ? [] : [`**Next:** ${nextWords(status, stay.next)}${thenWords(stay)}`]),
    ...(goal === undefined ? [] : [`**Goal:** ${text(goal)}${reached}`]),
  ].join(lineBreak);
}

/** Where it stands, or that it is over, and since when. */
function placeWords({ status, step, task, news }: Instruction): string {
  const isOver = task.kind === 'end';
  const stay = news?.stay;
  const since = stay === undefined ? '' : `${isOver ? ' ' : ' since '}${stay.since} (${stay.zone})`;
  return `**${status.toUpperCase()}**${isOver ? '' : ` at \`${step}\``}${since}`;
}

/** What is next, where more can be said of it than when. */
const nexts: Partial<Record<Instruction['status'], (next: string) => string>> = {
  held: (next) => `${next} send`,
  failing: (next) => `${next} send again`,
  waiting: (next) => `${next} at the latest`,
  paused: () => 'goes on when it is resumed',
};

function nextWords(status: Instruction['status'], next: string): string {
  return nexts[status]?.(next) ?? next;
}

function thenWords({ then, late }: Stay): string {
  const timeout = late === undefined ? '' : `, or on timeout *${text(late)}*`;
  return then === undefined ? '' : `, then *${text(then)}*${timeout}`;
}

function table(nudges: readonly NudgeNews[]): string {
  if (nudges.length === 0) return '';
  return ['| When | Nudge | Result |', '|---|---|---|', ...nudges.map(row)].join('\n');
}

/** The Temporal UI sets columns side by side with nothing between: an em space keeps them apart. */
const apart = '\u2003';

function row(cells: NudgeNews): string {
  return `| ${cells.map(text).join(`${apart} | `)} |`;
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
