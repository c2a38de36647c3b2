import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { compileFolder } from '../../cli/compile.ts';
import { pacingOf } from '../../cli/pacing/pacing.ts';
import { pacingText } from '../../cli/pacing/text.ts';
import { newUser, type User } from '../../domain/enrolment/user.ts';
import type { Switch } from '../../domain/pacing/switch.ts';
import { day, hour, minute, type Instant } from '../../domain/time/instant.ts';
import { environmentOf, usher } from '../support/command.ts';
import { monday } from '../support/event.ts';
import { ask, entryOf, hoursOf, policyOf, templateOf, type Asked } from '../support/pacing.ts';
import { freshName } from '../support/stack.ts';
import { openTestStore, type TestStore } from '../support/store.ts';
import { type Block, blocksOf, codeOf, readDocument, rowsOf } from './documents.ts';

const document = readDocument('docs/growth.md');
const blocks = blocksOf(document);
const isFile = ({ about }: Block): boolean => about.startsWith('my-workspace/');
const shown = (about: string): string => blocks.find((block) => block.about === about)?.text ?? '';

let kept: TestStore;
let folder: string;
let environment: Record<string, string>;

beforeAll(async () => {
  kept = await openTestStore();
  environment = environmentOf(kept.stack, freshName('queue'));
  folder = await mkdtemp(join(tmpdir(), 'usher-growth-'));
  for (const { about, text } of blocks.filter(isFile)) {
    await mkdir(dirname(join(folder, about)), { recursive: true });
    await writeFile(join(folder, about), text);
  }
  const compiled = await compileFolder(join(folder, 'my-workspace'));
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  expect(compiled.warnings).toEqual([]);
  await kept.store.releases.publish(compiled.release, monday);
});
afterAll(async () => {
  await kept.close();
  await rm(folder, { recursive: true, force: true });
});

/** What a block of commands says, in a process for each line. */
async function saying(commands: string): Promise<string> {
  let said = '';
  for (const line of commands.trim().split('\n')) {
    const [npx, program, ...args] = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? ''); // prettier-ignore
    expect([npx, program]).toEqual(['npx', 'usher']);
    const ended = await usher(args.map((arg) => (arg === 'my-workspace' ? join(folder, arg) : arg)), environment); // prettier-ignore
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    said += ended.stdout;
  }
  return said;
}

function confirmed(id: string): User {
  const user = newUser(id);
  const consent = { 'email/news': { says: 'confirmed', at: 0 } } as const;
  const traits = { email: `${id}@acme.test`, timezone: 'Europe/Berlin' };
  return { ...user, profile: { ...user.profile, traits, consent } };
}

let written = 0;
async function wasSent(user: string, template: string, at: Instant): Promise<void> {
  const key = `newsletter/${user}/1/${template}/${written++}`;
  const about = { key, user, journey: 'newsletter', visit: 1, release: 'r', step: template, template, at };
  const rest = { channel: 'email', locale: 'en', status: 'sent', attempts: 1, maybeTwice: false, because: '' } as const;
  await kept.store.nudges.record({ ...about, ...rest });
}

const commands = blocks.flatMap(({ language, text, line }, index) => {
  const next = blocks[index + 1];
  return language === 'sh' && next?.about === '' ? [{ line, text, says: next.text }] : [];
});

describe('docs/growth.md', () => {
  it.each(commands)('says at line $line what it shows', async ({ text, says }) => {
    expect(await saying(text)).toBe(says);
  });

  it('shows what usher policy test says', async () => {
    for (const id of ['ada', 'bo', 'chen']) await kept.store.users.write(confirmed(id), monday);
    const noon = Math.floor(Date.now() / day) * day - 20 * day + 12 * hour;
    for (const user of ['ada', 'bo', 'chen', 'dee']) {
      await wasSent(user, 'confirm-address', noon);
      await wasSent(user, 'first-issue', noon + 2 * hour);
    }
    for (const user of ['ada', 'bo']) await wasSent(user, 'first-issue', noon + 5 * hour);
    await wasSent('chen', 'first-issue', noon + day + 11 * hour);
    expect(await saying('npx usher policy test my-workspace --days 30')).toBe(shown('policy test'));
  });

  it('shows what usher pacing says', async () => {
    const user = { ...confirmed('bo'), revision: (await kept.store.users.read('bo')).revision };
    const mail = { course: 'newsletter', category: 'news', local: monday + hour } as const;
    const ledger = [
      entryOf('confirm-address', { ...mail, at: monday - 3 * hour, transactional: true }),
      entryOf('first-issue', { ...mail, at: monday }),
    ];
    const consent = { 'email/news': { says: 'confirmed', at: monday - hour } } as const;
    await kept.store.users.write({ ...user, profile: { ...user.profile, consent }, ledger }, monday);
    const pacing = await pacingOf(kept.store, await kept.store.users.read('bo'), monday + 4 * hour);
    expect(`${pacingText(pacing)}\n`).toBe(shown('pacing'));
  });

  it('has no block that is neither a file, nor run, nor said', () => {
    const known = blocks.filter((block) => isFile(block) || ['sh', 'text'].includes(block.language));
    expect(known).toEqual(blocks);
  });
});

const cap = { id: 'email-day', of: {}, max: 1, per: { kind: 'calendar', unit: 'day' } } as const;
const week = { id: 'all-week', of: {}, max: 2, per: { kind: 'rolling', length: 7 * day } } as const;
const trial = templateOf('trial-ends', { tags: ['trial'], repeatAfter: 30 * day });
const morning = (name: string, at = monday - hour) => entryOf(name, { at });
const claim = entryOf('trial-ends', { at: monday, status: 'held', tags: ['trial'] });
const off = (rest: Pick<Switch, 'what' | 'then'>): readonly Switch[] => [{ ...rest, at: monday - day, by: 'kim', reason: 'wrong price' }]; // prettier-ignore
const says = (mode: 'opt-out' | 'opt-in' | 'double-opt-in') => ({ consent: { modes: { email: mode, 'in-app': mode, webhook: mode }, categories: [] } }); // prettier-ignore
const rules = (given: Parameters<typeof policyOf>[0], rest: Asked = {}): Asked => ({
  policy: policyOf(given),
  ...rest,
});

/** A case for every reason that there is, in the order of the table. */
const cases: readonly Asked[] = [
  { ledger: [entryOf('test/bo/1/tip/0')] },
  { traits: { email: null } },
  { suppressed: ['bo@acme.test'] },
  { switches: off({ what: { kind: 'template', name: 'tip' }, then: 'skip' }) },
  { switches: off({ what: { kind: 'everything' }, then: 'hold' }) },
  rules({ holdout: { id: 'global', share: 0.999999 } }),
  rules(says('opt-out'), { consent: { 'email/*': { says: 'out', at: 0 } } }),
  rules(says('opt-in')),
  rules(says('double-opt-in')),
  rules(says('double-opt-in'), { consent: { 'email/*': { says: 'in', at: 0 } } }),
  { template: trial, ledger: [entryOf('trial-ends', { at: monday - 3 * day, fresh: monday + 27 * day })] },
  rules({ quiet: [hoursOf({ from: 21 * 60, to: 10 * 60 })] }),
  rules({ quiet: [hoursOf({ days: [1] })] }),
  rules({ allowed: [hoursOf({ from: 10 * 60, to: 17 * 60, days: [1, 2] })] }),
  rules({ caps: [cap] }, { ledger: [morning('welcome')] }),
  rules({ caps: [week] }, { ledger: [morning('tour', monday - day), morning('welcome')] }),
  rules({ caps: [cap], priority: ['trial'] }, { ledger: [claim] }),
  rules({ gap: 2 * hour }, { ledger: [morning('welcome', monday - 20 * minute)] }),
  rules({ gap: 2 * hour }, { ledger: [entryOf('welcome', { at: monday, status: 'sending' })] }),
  rules({ gap: 2 * hour, priority: ['trial'] }, { ledger: [claim] }),
  rules({ spread: 15 * minute }, { timed: true }),
  rules(
    { caps: [{ ...cap, per: { kind: 'enrolment' } }] },
    { ledger: [entryOf('test/bo/1/welcome/0', { course: 'test' })] },
  ),
];

describe('the reasons in docs/growth.md', () => {
  it('are those of every case, word for word, with what becomes of the nudge, and no others', () => {
    const told = rowsOf(document, 'Reason').map(([reason, becomes]) => [codeOf(reason), becomes]);
    const given = cases.map((asked) => {
      const admission = ask(asked);
      if (admission.kind === 'go') throw new Error(`nothing keeps it back: ${JSON.stringify(asked)}`);
      return [admission.because.at(-1), admission.kind === 'hold' ? 'held' : 'dropped'];
    });
    expect(given.map((each) => each.join(' ¦ '))).toEqual(told.map((each) => each.join(' ¦ ')));
  });
});
