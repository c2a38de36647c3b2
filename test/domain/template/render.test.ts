import fc from 'fast-check';
import type { TemplateData } from '../../../domain/template/data.ts';
import { renderTemplate } from '../../../domain/template/render.ts';
import type { RenderedEmail, Rendering } from '../../../domain/template/rendered.ts';
import type { EmailTemplate } from '../../../domain/template/template.ts';
import { templateDataWith } from '../../support/template-data.ts';

const data = templateDataWith({ firstName: 'Bo', tags: ['a', 'b'], trialEndsAt: '2026-03-04T23:30:00Z' });

function templateOf(html: string, subject = 'Hello'): EmailTemplate {
  return {
    name: 'welcome',
    channel: 'email',
    category: 'tips',
    transactional: false,
    tags: [],
    priority: 0,
    repeatAfter: null,
    locales: { en: { subject, html } },
  };
}

const language = { asked: 'de', fallback: 'en' };

function render(html: string, traits: TemplateData['traits'] = data.traits, subject?: string) {
  return mailOf(templateOf(html, subject), { ...data, traits });
}

function mailOf(template: EmailTemplate, given = data, asked = language): Rendering<RenderedEmail> {
  const rendering = renderTemplate(template, asked, given);
  if (!rendering.ok) return rendering;
  if (rendering.value.channel !== 'email') throw new Error('a mail was rendered as something else');
  return { ok: true, value: rendering.value };
}

function rendered(html: string, traits?: TemplateData['traits'], subject?: string): RenderedEmail {
  const rendering = render(html, traits, subject);
  if (!rendering.ok) throw new Error(rendering.because);
  return rendering.value;
}

const hostile = '<script>alert(1)</script>"\'><img src=x onerror=alert(1)>{{ traits.secret }}';

describe('a rendered template', () => {
  it('has a subject, HTML, its text and the locale with its reason', () => {
    expect(
      rendered('<p>Hello <b>{{ traits.firstName }}</b>, <a href="{{ base_url }}/start">start here</a></p>'),
    ).toEqual({
      channel: 'email',
      subject: 'Hello',
      html: '<p>Hello <b>Bo</b>, <a href="https://app.acme.test/start">start here</a></p>',
      text: 'Hello Bo, start here <https://app.acme.test/start>',
      choice: { locale: 'en', asked: 'de', by: 'default' },
    });
  });

  it('shows nothing for what is declared and not known', () => {
    expect(rendered('<p>{{ traits.company.name }}{{ entry.properties.seats }}.</p>').html).toBe('<p>.</p>');
    expect(rendered('<p>{{ traits.company | default: "you" }}</p>').html).toBe('<p>you</p>');
    expect(rendered('{% if traits.company %}a{% else %}b{% endif %}').html).toBe('b');
  });

  it('knows lists, and dates in a zone', () => {
    expect(rendered('{{ traits.tags | join: ", " }} {{ traits.tags.size }}').html).toBe('a, b 2');
    const date = '{{ traits.trialEndsAt | date: "%-d %B %H:%M", user.zone }}';
    expect(rendered(date).html).toBe('5 March 00:30');
  });

  it('has months in its own language', () => {
    const template = {
      ...templateOf(''),
      locales: { pt: { subject: '{{ traits.trialEndsAt | date: "%B" }}', html: '' } },
    };
    const rendering = mailOf(template, data, { asked: 'pt-BR', fallback: 'pt' });
    expect(rendering.ok && rendering.value.subject).toBe('março');
  });

  it('leaves out the preview from the text', () => {
    const html = '<div style="display:none;max-height:0">Preview</div><p>Words</p><img src="https://a.test/x.png">';
    expect(rendered(html).text).toBe('Words');
  });
});

describe('a value in a template', () => {
  it('never becomes markup', () => {
    const { html } = rendered('<p title="{{ traits.firstName }}">{{ traits.firstName }}</p>', { firstName: hostile });
    expect(html).not.toMatch(/<script|<img/);
    expect(html).toContain('&lt;script&gt;');
    expect(html).toContain('{{ traits.secret }}');
  });

  it('never becomes markup, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'< > " \' & ; / = ` { } %'.split(' ')) })),
        (firstName) => {
          const { html } = rendered('<p title="{{ traits.firstName }}">{{ traits.firstName }}</p>', { firstName });
          expect(html.match(/[<>"]/g)).toEqual(['<', '"', '"', '>', '<', '>']);
        },
      ),
    );
  });

  it('stands in a subject as it is, on one line', () => {
    const firstName = 'Tom & Jerry\r\nBcc: everybody@acme.test\u2028\u0000';
    expect(rendered('', { firstName }, 'For {{ traits.firstName }}!').subject).toBe(
      'For Tom & Jerry Bcc: everybody@acme.test !',
    );
  });

  it.each([
    'javascript:alert(1)',
    ' JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    '/start',
    '//evil.test',
    '',
  ])('is refused as the address %j of a link', (site) => {
    const rendering = render('<a href="{{ traits.site }}">x</a>', { site });
    expect(rendering.ok ? '' : rendering.because).toMatch(
      /^template welcome: href refused, its address has (no http, https or mailto|javascript:|data:)$/i,
    );
  });

  it.each(['https://a.test/?a=1&b=2', 'http://a.test', 'mailto:a@b.test', 'HTTPS://a.test'])(
    'may be the address %j of a link',
    (site) => {
      expect(render('<a href="{{ traits.site }}">x</a>', { site }).ok).toBe(true);
    },
  );

  it('is refused as an address for Outlook alone, too', () => {
    const html = '<!--[if mso]><v:rect href="{{ traits.site }}"></v:rect><![endif]-->';
    expect(render(html, { site: 'javascript:alert(1)' }).ok).toBe(false);
  });
});

describe('a template that cannot be rendered', () => {
  it.each([
    ['nobody declared', '{{ nothing.there }}', 'undefined variable: nothing'],
    ['a prototype', '{{ traits.constructor.name }}{{ traits.__proto__.x }}', null],
    ['too long a loop', '{% for i in (1..100000000) %}x{% endfor %}', 'memory alloc limit exceeded'],
    [
      'too long a value',
      '{% assign a = "xxxxxxxxxx" %}{% for i in (1..30) %}{% assign a = a | append: a %}{% endfor %}',
      'limit exceeded',
    ],
    ['an unknown filter', '{{ traits.firstName | raw }}', 'undefined filter: raw'],
    ['a file', '{% include "x" %}', 'tag "include" not found'],
  ])('says why: %s', (_what, html, because) => {
    const rendering = render(html);
    if (because === null) expect(rendering.ok ? rendering.value.html : '').toBe('');
    else expect(rendering.ok ? '' : rendering.because).toContain(because);
  });

  it('says which locale is missing', () => {
    const rendering = renderTemplate(templateOf(''), { asked: 'fr', fallback: 'de' }, data);
    expect(rendering).toEqual({ ok: false, because: 'template welcome has no words in de' });
  });
});
