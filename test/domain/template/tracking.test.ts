import fc from 'fast-check';
import type { RenderedEmail } from '../../../domain/template/rendered.ts';
import { linksOf } from '../../../domain/template/links.ts';
import { serversIn, tracked, type Tracking } from '../../../domain/template/tracking.ts';

const text = 'Start here <https://app.acme.test/start>';
const choice = { locale: 'en', asked: null, by: 'default' } as const;

function mail(html: string): RenderedEmail {
  return { channel: 'email', subject: 'Hello', html, text, choice };
}

const click = (target: string): string => `https://go.acme.test/click/${encodeURIComponent(target)}`;
const servers = serversIn(['https://acme.test/', 'http://acme.test']);
const unsubscribe = 'https://go.acme.test/unsubscribe/token';

function html(source: string, tracking: Partial<Tracking> = {}): string {
  return tracked(mail(source), { click, open: null, except: [unsubscribe], servers, ...tracking }).html;
}

/** Where a link leads in the end. */
function targetOf(source: string): string {
  const [address = ''] = linksOf(html(source)).map((link) => link.address);
  return address.startsWith('https://go.acme.test/click/')
    ? decodeURIComponent(address.slice('https://go.acme.test/click/'.length))
    : `plain ${address}`;
}

describe('a counted link', () => {
  it.each([
    ['<a href="https://acme.test/a">', 'https://acme.test/a'],
    ["<a class='x' href = 'http://acme.test' >", 'http://acme.test'],
    ['<a href=https://acme.test/a>', 'https://acme.test/a'],
    ['<A HREF=" https://acme.test/a ">', 'https://acme.test/a'],
    ['<a href="https://acme.test/?a=1&amp;b=2&c=3&copy=4#d">', 'https://acme.test/?a=1&b=2&c=3&copy=4#d'],
    ['<a href="https://acme.test/&#39;&#x27;&quot;">', "https://acme.test/''\""],
    ['<area href="https://acme.test/a">', 'https://acme.test/a'],
    ['<!--[if mso]><v:rect href="https://acme.test/a"><![endif]-->', 'https://acme.test/a'],
    ['<a data-usher-track="on" href="https://acme.test/a">', 'https://acme.test/a'],
  ])('in %s leads to %s', (source, target) => {
    expect(targetOf(source)).toBe(target);
  });

  it.each([
    ['a way to have a say', `<a href="${unsubscribe}">`],
    ['one that the author has taken out', '<a href="https://acme.test" data-usher-track="off">'],
    ['a mail address', '<a href="mailto:help@acme.test">'],
    ['a style sheet', '<link href="https://fonts.test/a.css" rel="stylesheet">'],
    ['a picture', '<img src="https://acme.test/a.png">'],
    ['an address that only a browser can read', '<a href="https://acme.test/&eacute;">'],
    ['a server that no author has named', '<a href="https://evil.test/a">'],
    ['a server that begins like one', '<a href="https://acme.test.evil.test/a">'],
    ['a server behind somebody’s name', '<a href="https://acme.test@evil.test/a">'],
    ['another port', '<a href="https://acme.test:8443/a">'],
    ['a second address, which nobody follows', '<a href="mailto:a@acme.test" href="https://acme.test">'],
  ])('is not made of %s', (_what, source) => {
    expect(html(source)).toBe(source);
  });

  it('is not made of a target that no link can lead to, nor where clicks are not counted', () => {
    const source = '<a href="https://acme.test">';
    expect(html(source, { click: () => null })).toBe(source);
    expect(html(source, { click: null })).toBe(source);
  });

  it('changes nothing else of the mail, its text least of all', () => {
    const source =
      '<p title="a">1 &lt; 2</p><a id="x" href="https://acme.test/1">one</a>, <a href="https://acme.test/2">two</a> <br/>';
    const counted = tracked(mail(source), { click, open: null, except: [], servers });
    expect(counted).toEqual({
      ...mail(source),
      html: source
        .replace('https://acme.test/1', click('https://acme.test/1'))
        .replace('https://acme.test/2', click('https://acme.test/2')),
    });
  });

  it('leads where the link led, whatever its address is', () => {
    const path = fc.string({ unit: fc.constantFrom(...'abz019&;=#?/%"\'<>éß€😀'.split('')) });
    fc.assert(
      fc.property(
        path.filter((each) => each.isWellFormed()),
        (rest) => {
          const target = `https://acme.test/${rest}`;
          const escaped = target.replace(/[&"'<>]/g, (each) => `&#${each.charCodeAt(0)};`);
          expect(targetOf(`<a href="${escaped}">`)).toBe(target);
        },
      ),
    );
  });

  it('never becomes more than an address', () => {
    const hostile = (): string => 'https://go.acme.test/"><script>alert(1)</script>&x';
    expect(html('<a href="https://acme.test">', { click: hostile })).toBe(
      '<a href="https://go.acme.test/&quot;>&lt;script>alert(1)&lt;/script>&amp;x">',
    );
  });
});

describe('the picture that counts opens', () => {
  const open = 'https://go.acme.test/open/token';
  const picture = `<img src="${open}" width="1" height="1" alt="" style="display:block;border:0" />`;

  it.each([
    ['<body><p>Hello</p></body></html>', `<body><p>Hello</p>${picture}</body></html>`],
    ['<BODY>Hello</BODY>', `<BODY>Hello${picture}</BODY>`],
    ['<p>Hello</p>', `<p>Hello</p>${picture}`],
  ])('stands at the end of %s', (source, expected) => {
    expect(html(source, { click: null, open })).toBe(expected);
  });
});

describe('the servers that an author names', () => {
  it.each([
    ['<a href="https://Acme.test/a"> https://docs.acme.test', ['https://acme.test', 'https://docs.acme.test']],
    ['<a href="https://acme.test:8443?x={{ traits.x }}">', ['https://acme.test:8443']],
    ["{{ traits.x | default: 'http://acme.test' }}", ['http://acme.test']],
    ['{% if a %}https://a.test{% else %}https://b.test{% endif %}', ['https://a.test', 'https://b.test']],
    ['<a href="{{ traits.website }}">, <a href="https://{{ traits.host }}/">', []],
  ])('in %s are %j', (text, named) => {
    expect([...serversIn([text])]).toEqual(named);
  });
});
