import { delay, send } from '../../support/steps.ts';
import { play } from '../../support/play.ts';
import { programOf } from '../../support/program.ts';
import { inAppOf, mailOf, webhookOf } from '../../support/release.ts';

const templates = { welcome: mailOf('welcome'), hint: inAppOf('hint'), crm: webhookOf('crm') };

describe('a journey with nudges of every channel', () => {
  const program = programOf([
    send('welcome', { next: 1 }),
    send('hint', { next: 2 }),
    send('crm', { next: 3 }),
    delay(),
  ]);

  it('sends each where it belongs', () => {
    const { nudges, path, user } = play([program], { templates });
    expect(nudges.map(({ template, to }) => [template, to])).toEqual([
      ['welcome', 'bo@acme.test'],
      ['hint', 'bo'],
      ['crm', 'https://hooks.acme.test'],
    ]);
    const sent = path.filter(({ what }) => what === 'sent').map(({ step, because }) => [step, ...because]);
    expect(sent).toEqual([
      ['welcome', 'email accepted'],
      ['hint', 'in-app accepted'],
      ['crm', 'webhook accepted'],
    ]);
    expect(user.ledger.map(({ channel }) => channel)).toEqual(['email', 'in-app', 'webhook']);
  });

  it('sends somebody without an address all that needs none', () => {
    const { nudges, path } = play([program], { templates, traits: { email: null } });
    expect(nudges.map(({ template }) => template)).toEqual(['hint', 'crm']);
    expect(path.find(({ step }) => step === 'welcome')).toMatchObject({
      what: 'skipped',
      because: ['no email address'],
    });
  });

  it('refuses no address for what a webhook refused', () => {
    const provider = () => ({ kind: 'failed', because: 'webhook answered 410', refused: false }) as const;
    expect(play([program], { templates, provider }).user.suppressed).toEqual([]);
  });
});

describe('of first_of with several channels', () => {
  const program = programOf([send('welcome', { id: 'tips', templates: ['welcome', 'hint'], next: 1 }), delay()]);

  it.each([
    ['with an address, the mail', {}, 'welcome'],
    ['without, the message in the product', { email: null }, 'hint'],
  ])('somebody gets, %s', (_, traits, template) => {
    const { nudges } = play([program], { templates, traits });
    expect(nudges.map((nudge) => nudge.template)).toEqual([template]);
  });
});
