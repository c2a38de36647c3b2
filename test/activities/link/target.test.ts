import { linkKeys } from '../../../activities/link/keys.ts';
import { targetOf } from '../../../activities/link/target.ts';
import { open, seal } from '../../../domain/link/seal.ts';

describe('the target of a link', () => {
  it.each([
    ['https://acme.test/start?a=%20b#top', 'https://acme.test/start?a=%20b#top'],
    ['https://acme.test', 'https://acme.test/'],
    ['https://пример.рф/', 'https://xn--e1afmkfd.xn--p1ai/'],
    ['https://acme.test/?q=日本', 'https://acme.test/?q=%E6%97%A5%E6%9C%AC'],
    ['HTTP://Acme.test:80/ß', 'http://acme.test/%C3%9F'],
  ])('%s is asked for as %s', (written, address) => {
    expect(targetOf(written)).toBe(address);
  });

  it.each([
    ...['', 'https://[', 'http://[::1', 'https://', '//acme.test', 'javascript:alert(1)', 'mailto:a@acme.test'],
    ...['https://acme.test/\u0001x', 'https://acme.test/\u0085', 'https://acme.test/\nx', 'https://acme.test/a b'],
    ...['https://bo@evil.test/', 'https://acme.test\\@evil.test', 'https://acme.test＠evil.test/'],
    `https://acme.test/${'日'.repeat(300)}`,
  ])('is nowhere for %.40j', (written) => {
    expect(targetOf(written)).toBeNull();
  });

  it('that is as long as one may be is in a link that can be opened, whoever gets it', () => {
    const keys = linkKeys(['a'.repeat(40)]);
    const target = targetOf(`https://acme.test/${'é'.repeat(330)}`) ?? '';
    const user = '"'.repeat(180);
    const said = { kind: 'click', user, nudge: `journey/${user}/1/step/0`, target, expires: 2 } as const;
    expect(target).toHaveLength(1998);
    expect(open(keys, seal(keys, said), { kind: 'click', now: 1 })).toEqual(said);
  });
});
