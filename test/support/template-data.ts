import type { JsonObject } from '../../domain/json.ts';
import type { TemplateData } from '../../domain/template/data.ts';
import { placeholderLinks } from '../../domain/template/own-links.ts';

/** What a template is filled with for a user of whom these traits are known. */
export function templateDataWith(traits: JsonObject): TemplateData {
  return {
    user: { id: 'bo', zone: 'Europe/Berlin', locale: 'de' },
    traits,
    context: { device: 'mobile' },
    vars: { docs: 'https://docs.acme.test' },
    entry: { properties: { plan: 'team' } },
    waits: {},
    slots: {},
    features: {},
    journey: 'onboarding',
    base_url: 'https://app.acme.test',
    links: placeholderLinks('https://app.acme.test'),
  };
}
