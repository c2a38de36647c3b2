import { readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { forgottenText } from '../../cli/forget/text.ts';
import { exportParts, exportText, exportUser } from '../../client/export.ts';
import type { Forgotten } from '../../client/forget.ts';
import { dated } from '../../domain/export/dated.ts';
import type { JsonObject } from '../../domain/json.ts';
import { impersonal, personal } from '../../store/personal.ts';
import { usher } from '../support/command.ts';
import { monday } from '../support/event.ts';
import { freshName } from '../support/stack.ts';
import { asked, openHouse, surnameOf, type House } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

type Parts = Readonly<Record<string, readonly JsonObject[]>>;

async function exported(user: string): Promise<Parts> {
  const { kept, temporal } = house.working;
  const { store } = kept;
  let text = '';
  for await (const piece of exportText(user, await exportUser({ store, temporal }, user), monday)) text += piece;
  return JSON.parse(text) as Parts;
}

describe('the export of a user', () => {
  it('holds every document and execution that names the user', async () => {
    const { working } = house;
    const user = await house.waiting();
    await working.does(user, 'Project Created');
    const parts = await exported(user);
    const shown = exportParts.flatMap((part) => (parts[part] ?? []).map((each) => `${part} ${each._id as string}`));
    const documents = (await house.named(user)).filter((each) => !each.startsWith('execution '));
    expect(documents.length).toBeGreaterThan(5);
    expect(shown).toEqual(expect.arrayContaining(documents));
    expect(parts.executions).toMatchObject([{ workflowId: `test/${user}`, status: 'RUNNING' }]);
    expect(JSON.stringify(parts)).toContain(surnameOf(user));
  });

  it('holds what an execution tells of the user, and the story with which it ended, if it ended by itself', async () => {
    const { working } = house;
    const [left, killed] = [await house.waiting(), await house.waiting()];
    await working.handle(left).cancel();
    await working.handle(left).result();
    await working.handle(killed).terminate();
    const searchAttributes = {
      ...{ UsherUser: left, UsherJourney: 'test', UsherStatus: 'left', UsherStep: 'end' },
      ...{ UsherSince: expect.stringMatching(/^20\d\d-.*Z$/) as string, UsherRelease: working.release.id.slice(0, 7) },
    };
    const result = { outcome: 'left', words: 'left by Temporal: cancelled', decisions: expect.any(Number) as number };
    expect((await exported(left)).executions).toMatchObject([{ status: 'COMPLETED', searchAttributes, result }]);
    expect((await exported(killed)).executions).toMatchObject([
      { status: 'TERMINATED', searchAttributes: { UsherUser: killed }, result: null },
    ]);
  });

  it('has every part, empty or not, and instants as ISO 8601', async () => {
    const user = await house.waiting();
    const parts = await exported(user);
    expect(Object.keys(parts)).toEqual(['user', 'ids', 'exportedAt', ...exportParts]);
    expect(parts.exportedAt).toBe('2026-03-02T09:00:00.000Z');
    expect(parts.events?.[0]).toMatchObject({ timestamp: expect.stringMatching(/^20\d\d-.*Z$/) as string });
    expect(parts.messages).toEqual([]);
  });

  it('of whom nothing is kept is refused, and so is one of who was forgotten', async () => {
    await expect(exported('nobody')).rejects.toMatchObject({ code: 'USER_UNKNOWN' });
    const user = await house.waiting();
    await house.forget().request(user, asked);
    await house.finish(user);
    await expect(exported(user)).rejects.toMatchObject({ code: 'USER_FORGOTTEN' });
  });
});

describe('every collection', () => {
  it('is known to name users, or not to', async () => {
    const names = (await house.working.kept.db.collections()).map(({ collectionName }) => collectionName);
    const known = [...Object.keys(personal), ...impersonal];
    expect(names.filter((name) => !known.includes(name))).toEqual([]);
  });
});

describe('instants in an export', () => {
  it('leave what senders said as it was', () => {
    const said = fc.dictionary(fc.string(), fc.jsonValue());
    fc.assert(
      fc.property(said, (body) => {
        const document = { traits: body, properties: body, at: monday } as JsonObject;
        expect(dated(document)).toEqual({ traits: body, properties: body, at: '2026-03-02T09:00:00.000Z' });
      }),
    );
  });
});

describe('usher export and usher forget', () => {
  it('write a file, ask before they forget, and say what was forgotten', async () => {
    const { environment } = house.working;
    const user = await house.waiting();
    const file = join(tmpdir(), `${freshName('export')}.json`);
    expect(await usher(['export', user, '--out', file], environment)).toMatchObject({ code: 0, stdout: '' });
    expect((JSON.parse(await readFile(file, 'utf8')) as Parts).user).toBe(user);
    expect((await stat(file)).mode & 0o077).toBe(0);
    const words = ['--by', 'kim', '--reason', 'ticket 4711'];
    const unasked = await usher(['forget', user, ...words], environment);
    expect(unasked).toMatchObject({ code: 2, stderr: 'USAGE forget: nobody can be asked here; expected --yes\n' });
    const forgotten = await usher(['forget', user, '--yes', ...words], environment);
    expect(forgotten).toMatchObject({ code: 0 });
    const proof = JSON.parse(forgotten.stdout) as Forgotten;
    expect(proof).toMatchObject({ by: 'kim', reason: 'ticket 4711', counts: { users: 1, events: 2, executions: 1 } });
    expect(forgottenText(proof)).toMatch(/^✔ forgotten: 1 users, 2 events, .*1 executions\n {2}asked for .* by kim: ticket 4711$/); // prettier-ignore
    expect(forgotten.stderr).toContain('kept, and nearly all is gone');
    expect(await house.named(user)).toEqual([]);
    const without = { ...environment, USHER_FORGET_SECRET: '' };
    expect((await usher(['export', user], without)).stderr).toContain('USHER_FORGET_SECRET does not hold the key');
    const readmitted = await usher(['readmit', user, ...words], environment);
    expect(JSON.parse(readmitted.stdout)).toMatchObject({ user, did: 'readmit' });
  });
});
