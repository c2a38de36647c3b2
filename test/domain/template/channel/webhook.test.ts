import fc from 'fast-check';
import type { Json } from '../../../../domain/json.ts';
import type { RenderedWebhook, Rendering } from '../../../../domain/template/rendered.ts';
import { renderTemplate } from '../../../../domain/template/render.ts';
import type { WebhookTemplate } from '../../../../domain/template/template.ts';
import { webhookOf } from '../../../support/release.ts';
import { templateDataWith } from '../../../support/template-data.ts';

function render(parts: Partial<WebhookTemplate>, traits = {}): Rendering {
  return renderTemplate({ ...webhookOf('crm'), ...parts }, { asked: null, fallback: 'en' }, templateDataWith(traits));
}

function rendered(parts: Partial<WebhookTemplate>, traits = {}): RenderedWebhook {
  const rendering = render(parts, traits);
  if (!rendering.ok) throw new Error(rendering.because);
  if (rendering.value.channel !== 'webhook') throw new Error('rendered as something else');
  return rendering.value;
}

describe('a rendered webhook', () => {
  it('has its payload filled leaf by leaf, everything else as it is, and no locale', () => {
    const payload = { user: '{{ user.id }}', list: [1, true, null, '{{ traits.plan | upcase }}'], deep: { er: '' } };
    expect(rendered({ payload, headers: { 'x-plan': '{{ traits.plan }}' } }, { plan: 'team' })).toEqual({
      channel: 'webhook',
      url: 'https://hooks.acme.test/crm',
      headers: { 'x-plan': 'team' },
      payload: { user: 'bo', list: [1, true, null, 'TEAM'], deep: { er: '' } },
      choice: null,
    });
  });

  it('keeps every value inside its string, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (plan) => {
        const { payload } = rendered({ payload: { a: 'x{{ traits.plan }}y', b: 1 } }, { plan });
        expect(JSON.parse(JSON.stringify(payload)) as Json).toEqual({ a: `x${plan}y`, b: 1 });
      }),
    );
  });

  it('keeps every value inside its part of the address, whatever it is', () => {
    fc.assert(
      fc.property(fc.string(), (plan) => {
        const rendering = render(
          { url: 'https://hooks.acme.test/a/{{ traits.plan }}/b?c={{ traits.plan }}' },
          { plan },
        );
        if (!rendering.ok) return expect(['.', '..']).toContain(plan);
        const url = new URL(rendering.value.channel === 'webhook' ? rendering.value.url : '');
        expect(url.origin).toBe('https://hooks.acme.test');
        expect(url.pathname).toBe(`/a/${encodeURIComponent(plan)}/b`);
        expect([...url.searchParams]).toEqual([['c', plan]]);
      }),
    );
  });

  it.each(['.', '..', '%2e%2e'])('takes no value %j for a folder', (plan) => {
    const because = 'template crm: url refused, a value would make another path of it';
    const rendering = render({ url: 'https://hooks.acme.test/a/{{ traits.plan }}/b' }, { plan });
    // A value's own percent sign is written as %25.
    expect(rendering.ok ? 'taken' : rendering.because).toBe(plan.startsWith('%') ? 'taken' : because);
  });

  it('keeps a header on its line, and refuses letters that none can carry', () => {
    const headers = { 'x-name': '{{ traits.firstName }}' };
    expect(rendered({ headers }, { firstName: 'Bo\r\nx-evil: 1' }).headers).toEqual({ 'x-name': 'Bo x-evil: 1' });
    const because = 'template crm: header x-name refused, it has letters that no header can carry';
    expect(render({ headers }, { firstName: 'Zoë' })).toEqual({ ok: false, because });
  });
});
