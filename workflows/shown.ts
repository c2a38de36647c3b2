import { SearchAttributeType, defineSearchAttributeKey, type SearchAttributePair } from '@temporalio/common';
import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import type { Enrolment } from '../domain/enrolment/identity.ts';
import type { Instruction } from '../domain/enrolment/instruction.ts';
import type { Carried } from './continuing.ts';
import { detailsOf, nothingTold, toldWith, type Told } from './details.ts';

const user = defineSearchAttributeKey('UsherUser', SearchAttributeType.KEYWORD);
const status = defineSearchAttributeKey('UsherStatus', SearchAttributeType.KEYWORD);
const step = defineSearchAttributeKey('UsherStep', SearchAttributeType.KEYWORD);
const since = defineSearchAttributeKey('UsherSince', SearchAttributeType.DATETIME);
const arms = defineSearchAttributeKey('UsherArms', SearchAttributeType.KEYWORD_LIST);

/** What people are shown of an enrolment. */
interface Shown extends Pick<Instruction, 'status' | 'step' | 'state' | 'user'> {
  /** Of every experiment met so far, in the order of their meeting. */
  readonly arms: readonly string[];
}

/** Shows people where an enrolment stands. */
export interface Showing {
  /** A delivery is over in a moment: it is shown only by what follows it. */
  show(instruction: Instruction): void;
  /** The arms shown so far. */
  arms(): readonly string[];
  /** What the details have told so far. */
  told(): Told;
}

/** @param before what the run before this one has shown, and hands on */
export function createShown({ release }: Enrolment, before: Carried | undefined): Showing {
  let told = before?.told ?? nothingTold;
  let newest = before?.instruction.number ?? -1;
  const met = new Set<string>(before?.arms);
  let shown: Shown | null = before === undefined ? null : shownOf(before.instruction, before.arms);
  return {
    show(instruction) {
      for (const arm of instruction.arms ?? []) met.add(arm);
      // What a refused command leaves as it was, and what a run begins with, was told before.
      if (instruction.number > newest) told = toldWith(told, instruction);
      newest = Math.max(newest, instruction.number);
      setCurrentDetails(detailsOf(instruction, told, { release, arms: [...met] }));
      if (instruction.task.kind === 'deliver') return;
      const next = shownOf(instruction, [...met]);
      const changed = changes(shown, next);
      if (changed.length > 0) upsertSearchAttributes(changed);
      shown = next;
    },
    arms: () => [...met],
    told: () => told,
  };
}

function shownOf({ status: is, step: at, state, user: whose }: Instruction, arms: readonly string[]): Shown {
  return { status: is, step: at, state, arms, ...(whose !== undefined && { user: whose }) };
}

/** Only what changed, in one event. */
function changes(before: Shown | null, after: Shown): SearchAttributePair[] {
  const moved = before?.state.since !== after.state.since;
  return [
    ...userChange(before, after),
    ...(before?.status === after.status ? [] : [{ key: status, value: after.status }]),
    ...(before?.step === after.step ? [] : [{ key: step, value: after.step }]),
    ...(moved ? [{ key: since, value: new Date(after.state.since) }] : []),
    // An arm stays: there are only ever more of them.
    ...((before?.arms.length ?? 0) === after.arms.length ? [] : [{ key: arms, value: [...after.arms] }]),
  ];
}

/** Who entered is shown from the start; only whom they have become since is news. */
function userChange(before: Shown | null, { user: whose }: Shown): SearchAttributePair[] {
  return whose === undefined || before?.user === whose ? [] : [{ key: user, value: whose }];
}
