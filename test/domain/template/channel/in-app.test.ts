import type { RenderedInApp, Rendering } from '../../../../domain/template/rendered.ts';
import { renderTemplate } from '../../../../domain/template/render.ts';
import type { InAppWords } from '../../../../domain/template/template.ts';
import { inAppOf } from '../../../support/release.ts';
import { templateDataWith } from '../../../support/template-data.ts';

function render(words: Partial<InAppWords>, traits = {}): Rendering {
  const { locales, ...template } = inAppOf('hint');
  const rest = { ...locales.en!, ...words };
  return renderTemplate({ ...template, locales: { en: rest } }, { asked: 'de', fallback: 'en' }, templateDataWith(traits)); // prettier-ignore
}

function rendered(words: Partial<InAppWords>, traits = {}): RenderedInApp {
  const rendering = render(words, traits);
  if (!rendering.ok) throw new Error(rendering.because);
  if (rendering.value.channel !== 'in-app') throw new Error('rendered as something else');
  return rendering.value;
}

describe('a rendered in-app message', () => {
  it('has a title, a body, an action, an image and the locale with its reason', () => {
    const words = {
      title: 'Hi {{ traits.firstName }}',
      body: 'One.\nTwo & three.',
      action: { label: 'Go, {{ traits.firstName }}', url: '{{ base_url }}/start' },
      image: 'https://cdn.acme.test/{{ traits.plan }}.png',
    };
    expect(rendered(words, { firstName: 'Bo', plan: 'team' })).toEqual({
      channel: 'in-app',
      title: 'Hi Bo',
      body: 'One.\nTwo & three.',
      action: { label: 'Go, Bo', url: 'https://app.acme.test/start' },
      image: 'https://cdn.acme.test/team.png',
      choice: { locale: 'en', asked: 'de', by: 'default' },
    });
  });

  it('is plain text: a value stands as it is, on the line where it stands, and moves no cursor', () => {
    const firstName = '<b>Bo</b> {{ traits.plan }}\r\n\u001b[31mred\u0000';
    const { title, body } = rendered({ title: '{{ traits.firstName }}!', body: 'Dear\n{{ traits.firstName }}' }, { firstName });
    expect(title).toBe('<b>Bo</b> {{ traits.plan }} [31mred !');
    expect(body).toBe('Dear\n<b>Bo</b> {{ traits.plan }} \n [31mred');
  }); // prettier-ignore

  it('has no image where its address is not known', () => {
    expect(rendered({ image: '{{ traits.avatar }}' }).image).toBeNull();
    expect(rendered({ image: null, action: null })).toMatchObject({ image: null, action: null });
  });

  it.each([
    ['javascript:alert(1)', 'javascript:'],
    ['data:text/html,x', 'data:'],
    ['/start', 'no http, https or mailto'],
    ['', 'no http, https or mailto'],
  ])('is refused where its action or its image leads to %j', (site, has) => {
    const action = { label: 'Go', url: '{{ traits.site }}' };
    expect(render({ action }, { site })).toEqual({ ok: false, because: `template hint: action refused, its address has ${has}` }); // prettier-ignore
    if (site === '') return;
    expect(render({ image: '{{ traits.site }}' }, { site })).toEqual({ ok: false, because: `template hint: image refused, its address has ${has}` }); // prettier-ignore
  });
});
