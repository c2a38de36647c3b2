import type { Vocabulary } from '../../domain/condition/vocabulary.ts';
import { nothingSaid, templateData, type TemplateData } from '../../domain/template/data.ts';
import { sampleProfile } from '../../domain/template/sample.ts';

/** Facts of nobody to fill a template with when it is compiled: every trait is known; what journeys add is empty. */
export function sampleData({ traits, context, zone }: Vocabulary): TemplateData {
  const settings = { zone, locale: 'en', sender: { name: '', address: '' }, baseUrl: 'https://example.test' };
  // The same workspace compiles alike on every day.
  const profile = sampleProfile({ traits, context, settings }, 0);
  return templateData({ ...nothingSaid, profile, settings, program: { journey: 'sample', vars: {} } });
}
