import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium as browsers, type Browser, type Page } from 'playwright-core';
import { day } from '../../domain/time/instant.ts';
import { monday } from '../support/event.ts';
import { chromium, describeWithProgram } from '../support/needs.ts';
import { eventually, openRealJourneys, type RealJourneys } from '../support/real-journeys.ts';
import { patientOnboarding } from './onboarding.ts';

/** `npm run screenshots` keeps the pictures of docs/support.md. */
const images = fileURLToPath(new URL('../../docs/images', import.meta.url));
const isKept = process.env.USHER_SCREENSHOTS === 'write';
/** What the browser keeps of the list's columns; a person adds them by the list's gear. */
const columns = ['Status', 'Workflow ID', 'UsherStatus', 'UsherStep', 'UsherSince', 'UsherRelease', 'UsherArms'];

describeWithProgram(chromium, 'support in the Temporal UI', (executablePath) => {
  let browser: Browser;
  let page: Page;
  let journeys: RealJourneys;
  let release: string;
  let stuck: string;

  beforeAll(async () => {
    browser = await browsers.launch({ executablePath, args: ['--no-sandbox'] });
    const patient = await patientOnboarding();
    release = patient.id.slice(0, 7);
    // Time passes as it does, but for a leap of four days.
    const time = { shows: monday - 4 * day, since: Date.now(), speed: 1, barrier: null, held: [], seen: monday };
    journeys = await openRealJourneys(patient, { time });
    stuck = await waiting();
    await journeys.store.demonstration.write(Object.assign(time, { shows: monday, since: Date.now() }));
    await waiting();
  });
  beforeEach(async () => {
    page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: 'light' });
    const kept = JSON.stringify({ default: columns.map((label) => ({ label })) });
    await page.addInitScript(`localStorage.setItem('namespace-workflow-table-columns', ${JSON.stringify(kept)})`);
  });
  afterEach(() => page.close());
  afterAll(async () => {
    await browser.close();
    await journeys.close();
  });

  /** Somebody who signs up now, is not held out, and waits for a profile to be completed. */
  async function waiting(): Promise<string> {
    for (;;) {
      const user = await journeys.somebody();
      await journeys.does(user, 'Signed Up', { properties: { workspace: 'ws-1' } });
      const { visits } = await journeys.store.users.read(user);
      if (visits.onboarding === undefined) continue;
      await journeys.once(user, (known) => stepOf(known.visits.onboarding?.decision) === 'wait-profile');
      return user;
    }
  }

  async function open(path: string): Promise<void> {
    const { uiUrl, namespace } = journeys.stack.temporal;
    await page.goto(new URL(`/namespaces/${namespace}/${path}`, uiUrl!).href);
  }

  async function openWorkflow(user: string, tab = ''): Promise<void> {
    const { runId } = await journeys.workflow('onboarding', user).describe();
    await open(`workflows/${encodeURIComponent(`onboarding/${user}`)}/${runId}${tab}`);
  }

  async function keep(name: string): Promise<void> {
    if (!isKept) return;
    mkdirSync(images, { recursive: true });
    await page.screenshot({ path: `${images}/${name}.png` });
  }

  it('lists who has been stuck at a step for more than three days, in our columns', async () => {
    const then = new Date(monday - 3 * day).toISOString();
    const query = `UsherRelease="${release}" AND UsherStep="wait-profile" AND UsherSince<"${then}"`;
    await open(`workflows?query=${encodeURIComponent(query)}`);
    const row = page.getByRole('row').filter({ hasText: stuck });
    await row.waitFor();
    for (const words of ['waiting', 'wait-profile', release]) expect(await row.textContent()).toContain(words);
    expect(await page.getByRole('row').filter({ hasText: 'onboarding/' }).count()).toBe(1);
    const headings = await page.locator('thead').first().innerText();
    for (const column of columns) expect(headings).toContain(column);
    await keep('stuck');
  });

  it('shows on the timeline what somebody waits for, and what was sent', async () => {
    await openWorkflow(stuck);
    await page.getByText('wait up to 14 days for Profile Completed').first().waitFor();
    await page.getByText('email welcome to b…@acme.test').first().waitFor();
    await keep('timeline');
  });

  it('shows where somebody stands, why, what is next, and the nudges', async () => {
    await openWorkflow(stuck, '/user-metadata');
    expect(await shown('onboarding ·')).toBe(`onboarding · ${stuck} · ${release}`);
    const details = await shown('WAITING');
    expect(details.split(/\s*\n\s*/).slice(0, 5)).toEqual([
      'WAITING at wait-profile since Thu 26 Feb 10:00 (Europe/Berlin)',
      'Why: wait up to 14 days for Profile Completed',
      'Next: Thu 12 Mar 10:00 at the latest, then first-steps, or on timeout finish-profile',
      'Goal: Project Created by Thu 12 Mar 10:00, not yet',
      'When\tNudge\tResult',
    ]);
    expect(details).toMatch(/Thu 26 Feb 10:00\s+email welcome\s+sent/);
    await keep('details');
  });

  it('takes an update, which has its effect', async () => {
    await openWorkflow(stuck);
    await page.getByRole('button', { name: 'More Actions' }).click();
    await page.getByRole('menuitem', { name: 'Send an Update' }).click();
    const update = page.locator('[data-testid=update-select]:visible');
    await update.locator('..').click();
    await page.getByRole('option', { name: 'pause' }).click();
    await page.locator('[aria-label=Data]:visible').fill('{ "by": "kim", "reason": "ticket 4711" }');
    // Left, it sets its lines anew, and the button moves.
    await page.locator('[aria-label=Data]:visible').blur();
    await page.locator('[aria-label=Data]:visible .cm-line').nth(3).waitFor();
    await keep('update');
    await page.getByRole('button', { name: 'Submit' }).click();
    await journeys.once(stuck, (known) => known.visits.onboarding?.decision?.state.paused !== undefined);
    await openWorkflow(stuck, '/user-metadata');
    expect(await shown('PAUSED')).toContain('by kim: ticket 4711');
    await keep('paused');
    expect(await journeys.store.audit.list({ user: stuck, limit: 1 })).toMatchObject([
      { by: 'kim', reason: 'ticket 4711' },
    ]);
  });

  /** What stands in the frame that shows Markdown with these words. */
  async function shown(words: string): Promise<string> {
    return eventually(
      async () => (await Promise.all(page.frames().map((frame) => frame.locator('body').innerText().catch(() => '')))).find((text) => text.trim().startsWith(words))?.trim() ?? '', // prettier-ignore
      (text) => text !== '',
    );
  }
});

function stepOf(
  decision: { readonly effect: { readonly kind: string; readonly step?: string } } | null | undefined,
): string | null {
  return decision?.effect.kind === 'wait' ? (decision.effect.step ?? null) : null;
}
