import { newProfile } from '../../../domain/profile/apply.ts';
import { nothingSaid, templateData, type Sources } from '../../../domain/template/data.ts';

const settings = { zone: 'UTC', locale: 'en', sender: { name: '', address: '' }, baseUrl: 'https://acme.test/' };
const program = { journey: 'onboarding', vars: {} };
const sources: Sources = { ...nothingSaid, profile: newProfile('bo'), settings, program };

describe('the links of a template', () => {
  it('are addresses of the product as long as nothing is sent', () => {
    expect(templateData(sources).links).toEqual({
      unsubscribe: 'https://acme.test/unsubscribe',
      preferences: 'https://acme.test/preferences',
      confirm: 'https://acme.test/confirm',
    });
  });

  it('are those of the nudge that is sent', () => {
    const links = { unsubscribe: 'https://go.acme.test/u', preferences: 'https://go.acme.test/p', confirm: '' };
    expect(templateData({ ...sources, links }).links).toEqual(links);
  });
});
