import type { Declaration } from '../../../domain/condition/vocabulary.ts';
import { localeOf, zoneOf } from '../../../domain/profile/surroundings.ts';
import { sampleProfile } from '../../../domain/template/sample.ts';
import { monday } from '../../support/event.ts';

const settings = {
  zone: 'Europe/Lisbon',
  locale: 'pt',
  sender: { name: 'Acme', address: 'hello@acme.test' },
  baseUrl: 'https://app.acme.test',
};

function traitsFor(traits: Readonly<Record<string, Declaration>>) {
  return sampleProfile({ traits, settings }, monday).traits;
}

describe('sample facts', () => {
  it.each<[string, Declaration['type'], unknown]>([
    ['firstName', 'string', 'Ada'],
    ['first_name', 'string', 'Ada'],
    ['email', 'string', 'ada@example.com'],
    ['favouriteColour', 'string', 'favouriteColour'],
    ['constructor', 'string', 'constructor'],
    ['locale', 'string', 'pt'],
    ['timezone', 'string', 'Europe/Lisbon'],
    ['signedUpAt', 'date', '2026-03-02T09:00:00.000Z'],
    ['name', 'date', '2026-03-02T09:00:00.000Z'],
    ['seats', 'number', 3],
    ['paying', 'boolean', true],
    ['app', 'version', '1.2.3'],
  ])('know %s, a %s, as %j', (name, type, value) => {
    expect(traitsFor({ [name]: { type, list: false } })).toEqual({ [name]: value });
  });

  it('hold one value of a list', () => {
    expect(traitsFor({ tags: { type: 'string', list: true } })).toEqual({ tags: ['tags'] });
  });

  it('put nested traits beside each other', () => {
    const number: Declaration = { type: 'number', list: false };
    expect(traitsFor({ 'company.size': number, 'company.plan': { type: 'string', list: false } })).toEqual({
      company: { size: 3, plan: 'plan' },
    });
  });

  it("read the workspace's language in its zone, whatever is declared", () => {
    const profile = sampleProfile({ traits: {}, settings }, monday);
    expect({ locale: localeOf(profile), zone: zoneOf(profile, 'UTC') }).toEqual({
      locale: 'pt',
      zone: 'Europe/Lisbon',
    });
    expect(profile.context).toMatchObject({ device: 'desktop', app_version: '1.2.3' });
  });
});
