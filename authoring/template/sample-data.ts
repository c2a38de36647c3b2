import type { Vocabulary } from '../../domain/condition/vocabulary.ts';
import { nothingSaid, templateData, type TemplateData } from '../../domain/template/data.ts';
import { featuresSaid } from '../../domain/template/features-said.ts';
import { sampleProfile } from '../../domain/template/sample.ts';

/** Facts of nobody to fill a template with when it is compiled: every trait is known; what journeys add is empty. */
export function sampleData({ traits, context, features = {}, zone }: Vocabulary): TemplateData {
  const settings = { zone, locale: 'en', sender: { name: '', address: '' }, baseUrl: 'https://example.test' };
  // The same workspace compiles alike on every day.
  const profile = sampleProfile({ traits, context, features, settings }, 0);
  const all = { features: Object.keys(features) };
  const said = { ...nothingSaid, features: featuresSaid(all, { features, settings }, { facts: { profile, arms: {} }, now: 0 }) }; // prettier-ignore
  return templateData({ ...said, profile, settings, program: { journey: 'sample', vars: {} } });
}
