import { readFile, readdir } from 'node:fs/promises';
import { hostname, userInfo } from 'node:os';
import { Worker } from '@temporalio/worker';
import { workflowBundle } from '../support/stack.ts';
import { quietRuntime } from '../support/temporal-runtime.ts';
import { stories } from './stories.ts';

const folder = new URL('.', import.meta.url);

const histories = new Map<string, string>();
beforeAll(async () => {
  quietRuntime();
  for (const file of (await readdir(folder)).filter((name) => name.endsWith('.json')))
    histories.set(file.replace(/\.json$/, ''), await readFile(new URL(file, folder), 'utf8'));
});

/** What replay says against each history; null where it says nothing. */
async function replay(told: ReadonlyMap<string, string>): Promise<Readonly<Record<string, string | null>>> {
  const given = [...told].map(([name, json]) => ({ workflowId: `test/${name}`, history: JSON.parse(json) as unknown }));
  const found: Record<string, string | null> = {};
  for await (const { workflowId, error } of Worker.runReplayHistories(
    { workflowBundle: await workflowBundle() },
    given,
  ))
    found[workflowId.replace('test/', '')] = error === undefined ? null : error.message;
  return found;
}

/** What the payloads hold, as text. */
function payloadsOf(json: string): readonly string[] {
  return [...json.matchAll(/"data":"([^"]*)"/g)].map(([, data = '']) => Buffer.from(data, 'base64').toString());
}

describe('the histories of the released workflow', () => {
  it('are there of every story', () => {
    expect([...histories.keys()].filter((name) => !name.endsWith('-2')).sort()).toEqual(Object.keys(stories).sort());
    expect(histories.has('continued-2')).toBe(true);
  });

  it('can be gone on with by the workflow as it is now', async () => {
    const found = await replay(histories);
    expect(found).toEqual(Object.fromEntries([...histories.keys()].map((name) => [name, null])));
  });

  it('tell nothing of the machine they were recorded on', () => {
    const told = [...histories.values()].flatMap((json) => [json, ...payloadsOf(json)]).join('\n');
    for (const word of [hostname(), process.cwd(), `@${userInfo().username}`, 'node_modules', '127.0.0.1'])
      expect(told).not.toContain(word);
  });

  it.each([
    ['woken', 'EVENT_TYPE_TIMER_STARTED', 'timerStartedEventAttributes'],
    ['plain', 'EVENT_TYPE_ACTIVITY_TASK_SCHEDULED', 'activityTaskScheduledEventAttributes'],
    ['leave', 'EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES', 'upsertWorkflowSearchAttributesEventAttributes'],
  ])('are refused where they tell of something else: %s with another %s', async (name, type, attributes) => {
    const { events } = JSON.parse(histories.get(name)!) as { events: Record<string, unknown>[] };
    const timer = { timerId: '99', startedEventId: '1' };
    const other = events.map((event) => {
      if (event.eventType !== type) return event;
      const rest = Object.fromEntries(Object.entries(event).filter(([key]) => key !== attributes));
      return { ...rest, eventType: 'EVENT_TYPE_TIMER_CANCELED', timerCanceledEventAttributes: timer };
    });
    const found = await replay(new Map([[name, JSON.stringify({ events: other })]]));
    expect(found[name]).not.toBeNull();
  });
});
