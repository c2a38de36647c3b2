import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { once } from 'node:events';
import { day } from '../../domain/time/instant.ts';
import { root } from '../docs/documents.ts';
import { done, programOf } from '../support/program.ts';
import { freshName } from '../support/stack.ts';
import { send, waitFor } from '../support/steps.ts';
import { openWorking, type Working } from '../support/working.ts';

let working: Working;
let url: string;
let stop: () => Promise<number | null>;

beforeAll(async () => {
  const wait = waitFor(done('Profile Completed'), 'Profile Completed', { id: 'wait-profile', atMost: 2 * day });
  working = await openWorking([programOf([send('welcome', { next: 1 }), wait])]);
  const env = { ...process.env, ...working.environment, PORT: '0' };
  const child = spawn(process.execPath, ['--import', 'tsx', 'examples/backend/server.ts'], { cwd: root, env });
  const ended = once(child, 'exit');
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  url = line;
  stop = async () => {
    child.kill('SIGTERM');
    return ((await ended) as [number | null])[0];
  };
});
afterAll(() => working.close());

const post = (path: string, fields: Record<string, string>): Promise<Response> =>
  fetch(`${url}${path}`, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });

describe('the backend of the examples', () => {
  it('signs people up once, tells where they are, and acts on them from its support page', async () => {
    const user = freshName('<bo>');
    const form = { userId: user, email: 'bo@acme.test', plan: 'team' };
    expect(await (await post('/sign-up', form)).json()).toEqual({ status: 'stored', entered: ['test'] });
    expect(await (await post('/sign-up', form)).json()).toEqual({ status: 'duplicate', entered: [] });
    await working.visit(user, ({ decision }) => decision?.effect.kind === 'wait');
    const asked = new URLSearchParams({ user }).toString();
    const where = await fetch(`${url}/where?${asked}`);
    expect(await where.json()).toEqual([{ journey: 'test', status: 'waiting', step: 'wait-profile', reached: false }]);

    const act = { user, journey: 'test', action: 'pause', by: 'kim', reason: 'ticket 4711' };
    expect((await post('/support', act)).status).toBe(303);
    const page = await (await fetch(`${url}/support?${asked}`)).text();
    expect(page).toContain('test: paused at wait-profile');
    expect(page).toContain('kim pause: paused by kim: ticket 4711 (at wait-profile)');
    expect(page).not.toContain('<bo>');

    expect((await post('/support', { ...act, action: 'resume' })).status).toBe(303);
    expect((await post('/support', { ...act, action: 'resend', step: 'welcome' })).status).toBe(303);
    await working.visit(user, ({ decision }) => decision?.effect.kind === 'wait');
    expect((await working.user(user)).ledger.map(({ step, status }) => `${step} ${status}`)).toEqual(['welcome sent', 'welcome sent']); // prettier-ignore
    const nowhere = await post('/support', { ...act, action: 'move', step: 'xyzzy' });
    expect({ status: nowhere.status, body: await nowhere.json() }).toMatchObject({
      status: 404,
      body: { code: 'STEP_UNKNOWN' },
    });
    expect((await post('/support', { ...act, action: 'dance' })).status).toBe(400);
  });

  it('answers with the status and the words of an error, and stops when it is told to', async () => {
    const unknown = await fetch(`${url}/where?user=nobody`);
    expect({ status: unknown.status, body: await unknown.json() }).toEqual({
      status: 404,
      body: { code: 'USER_UNKNOWN', error: 'no event of user "nobody" has come in yet', retry: false },
    });
    expect((await post('/support', { user: 'nobody', journey: 'test', action: 'pause' })).status).toBe(404);
    expect((await fetch(`${url}/nowhere`)).status).toBe(404);
    expect(await stop()).toBe(0);
  });
});
