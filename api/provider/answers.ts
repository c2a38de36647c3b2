import { errorKinds } from '../../domain/errors.ts';
import { isPlausible } from '../../domain/provider/report.ts';
import { eachOf } from '../../ingest/each-of.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { failureOf } from '../failure.ts';
import type { Item } from './provider.ts';
import { take, type Taken } from './take.ts';

/** What one report is answered; `refused` is for good, `failed` is to be sent again. */
export interface Answered {
  readonly id: string | null;
  readonly result: Taken | 'refused' | 'failed';
  readonly because?: string;
}

/** Each of them is some reads and a write. */
const atOnce = 8;

interface Placed {
  readonly item: Item;
  /** Its place in the batch. */
  readonly at: number;
}

/** Takes a batch, in which one that fails keeps no other back. Answers in the order of the reports. */
export async function answersTo(items: readonly Item[], dependencies: ApiDependencies): Promise<readonly Answered[]> {
  const answers: Answered[] = [];
  const groups = byPerson(items.map((item, at) => ({ item, at })));
  const work = async (group: readonly Placed[]): Promise<void> => {
    for (const { item, at } of group) answers[at] = await answerTo(item, dependencies);
  };
  await eachOf(groups, work, { atOnce, isOver: () => false });
  return answers;
}

/** Of one person one after the other, since they change one document. */
function byPerson(placed: readonly Placed[]): readonly (readonly Placed[])[] {
  const groups = new Map<string, Placed[]>();
  for (const each of placed) {
    const key = personOf(each.item);
    const group = groups.get(key) ?? [];
    group.push(each);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function personOf(item: Item): string {
  if ('wrong' in item) return '';
  const { address, messageId } = item.report;
  return address?.toLowerCase() ?? messageId ?? '';
}

const because = 'at is more than 400 days ago; expected ISO 8601 with an offset, or milliseconds since 1970';

async function answerTo(item: Item, dependencies: ApiDependencies): Promise<Answered> {
  const { id } = item;
  if ('wrong' in item) return { id, result: 'refused', because: item.wrong };
  if (item.report.type !== 'complained' && !isPlausible(item.report, Date.now()))
    return { id, result: 'refused', because };
  try {
    return { id, result: await take(item.report, dependencies) };
  } catch (error) {
    const { code, message } = failureOf(error);
    if (!errorKinds[code].retry) return { id, result: 'refused', because: message };
    dependencies.log.warn({ err: error }, 'a report was not taken');
    return { id, result: 'failed', because: message };
  }
}
