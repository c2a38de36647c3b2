import { nudgeWords } from '../../../domain/enrolment/nudge-words.ts';
import { inAppOf, mailOf, webhookOf } from '../../support/release.ts';

const templates = {
  welcome: mailOf('welcome'),
  tips: mailOf('tips'),
  hint: inAppOf('hint'),
  crm: webhookOf('crm', 'https://hooks.acme.test:8443/{{ user.id }}'),
};

describe('the words of a nudge', () => {
  it.each([
    [['welcome'], 'email welcome to b…@acme.test'],
    [['welcome', 'tips'], 'email welcome or tips to b…@acme.test'],
    [['hint'], 'in-app hint'],
    [['crm'], 'webhook crm to hooks.acme.test:8443'],
    [['welcome', 'hint', 'tips'], 'email welcome or tips to b…@acme.test, or in-app hint'],
    [['gone', 'constructor'], 'nudge gone or constructor'],
  ])('of %j are %j: its channel, and where to as far as anybody may read it', (names, words) => {
    expect(nudgeWords(names, { templates, to: 'b…@acme.test' })).toBe(words);
  });
});
