import { checkKnown, readSwitched } from '../../cli/switch/switched.ts';
import { releaseOf } from '../support/release.ts';
import { environmentOf, usher, type Ended } from '../support/command.ts';
import { monday } from '../support/event.ts';
import { programOf } from '../support/program.ts';
import { freshName } from '../support/stack.ts';
import { send } from '../support/steps.ts';
import { openTestStore, type TestStore } from '../support/store.ts';

let kept: TestStore;
let environment: Record<string, string>;

beforeAll(async () => {
  kept = await openTestStore();
  environment = environmentOf(kept.stack, freshName('queue'));
  const journey = (name: string, template: string) => programOf([send(template)], { journey: name });
  await kept.store.releases.publish(releaseOf([journey('win-back', 'come-back')]), monday);
  await kept.store.releases.publish(releaseOf([journey('onboarding', 'welcome')]), monday + 1);
});
afterAll(() => kept.close());

const why = ['--by', 'kim', '--reason', 'wrong price'];
const run = (...args: readonly string[]): Promise<Ended> => usher(['switch', ...args], environment);

describe('usher switch', () => {
  it('switches off and on, says what comes of it, and says so again where nothing is to change', async () => {
    expect(await run('off', 'journey', 'onboarding', ...why)).toEqual({
      code: 0,
      stdout: '✔ journey onboarding is off: its nudges wait, in every worker within 5 s\n',
      stderr: '',
    });
    expect(await run('off', 'journey', 'onboarding', ...why)).toMatchObject({ code: 0, stdout: '✔ journey onboarding was off already: its nudges wait\n' }); // prettier-ignore
    expect((await run('off', 'journey', 'onboarding', '--skip', ...why)).stdout).toContain('its nudges are dropped');
    const listed = await run('list');
    expect(listed.stdout).toMatch(/^! journey onboarding is off for .*: its nudges are dropped \(kim: wrong price\)$/m);
    expect(listed.stdout).toMatch(/journey onboarding off, nudges wait: kim, wrong price$/m);
    expect((await run('on', 'journey', 'onboarding', ...why)).stdout).toContain('✔ journey onboarding is on');
    expect(await run('on', 'journey', 'onboarding', ...why)).toMatchObject({ code: 0, stdout: '✔ journey onboarding was on already\n' }); // prettier-ignore
    expect((await run('list')).stdout).toContain('✔ everything is on\n');
  });

  it('gives scripts what has changed, and the whole history', async () => {
    const what = { kind: 'channel', name: 'webhook' };
    const { stdout } = await run('off', 'channel', 'webhook', '--json', ...why);
    expect(JSON.parse(stdout)).toMatchObject({ what, then: 'hold', off: true, changed: true, by: 'kim', reason: 'wrong price' }); // prettier-ignore
    expect(JSON.parse((await run('on', 'channel', 'webhook', '--json', ...why)).stdout)).toEqual({ what, off: false, changed: true }); // prettier-ignore
    const { off, history } = JSON.parse((await run('list', '--json')).stdout) as { off: unknown; history: { what: unknown }[] }; // prettier-ignore
    expect(off).toEqual([]);
    expect(history.find((each) => JSON.stringify(each.what) === JSON.stringify(what))).toMatchObject({
      history: [{ did: 'off', by: 'kim', reason: 'wrong price' }, { did: 'on' }],
    });
  });

  it('knows what enrolments on an older release still send', async () => {
    expect(await run('off', 'template', 'come-back', ...why)).toMatchObject({ code: 0 });
    await run('on', 'template', 'come-back', ...why);
  });

  it.each([
    [
      ['off', 'journey', 'onbording', ...why],
      'NAME_UNKNOWN there is no journey "onbording", did you mean "onboarding"?',
    ],
    [['off', 'everything', '--by', 'kim'], "error: required option '--reason <text>' not specified"],
  ])('refuses %j and changes nothing', async (args, words) => {
    const { code, stdout, stderr } = await run(...args);
    expect({ code, stdout, line: stderr.split('\n')[0] }).toEqual({ code: 2, stdout: '', line: words });
    expect(await kept.store.switches.off()).toEqual([]);
  });
});

describe('what is to be switched', () => {
  it.each<[string, string | undefined, string]>([
    ['template', 'xyz', 'there is no template "xyz": welcome'],
    ['template', 'welcom', 'there is no template "welcom", did you mean "welcome"?'],
    ['channel', 'mail', 'there is no channel "mail", did you mean "email"?'],
    ['jurney', 'onboarding', 'jurney cannot be switched, did you mean "journey"?'],
    ['mails', undefined, 'mails cannot be switched; expected everything, channel NAME, journey NAME or template NAME'],
    ['everything', 'now', 'everything has no name, and was given "now"'],
    ['journey', undefined, 'which journey? expected usher switch … journey NAME'],
  ])('is refused with what would be right: %s %s', async (kind, name, words) => {
    const asked = async (): Promise<void> => checkKnown(readSwitched(kind, name), kept.store.releases);
    await expect(asked()).rejects.toThrow(words);
  });
});
