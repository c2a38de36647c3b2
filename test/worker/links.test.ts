import { linkKeys } from '../../activities/link/keys.ts';
import { UsherError } from '../../domain/errors.ts';
import { open } from '../../domain/link/seal.ts';
import { monday } from '../support/event.ts';
import { createLinks } from '../../worker/links.ts';

const secret = 'a-key-that-signs-the-links-of-tests';
const publicUrl = 'https://go.acme.test';

describe('the links of a worker', () => {
  it('are signed by the first of its keys', () => {
    const claims = { kind: 'preferences', user: 'bo', nudge: 'a/bo/1/x/0', expires: monday + 1 } as const;
    const address = createLinks({ secrets: [secret, 'b'.repeat(32)], publicUrl })(claims);
    expect(address).toMatch(/^https:\/\/go\.acme\.test\/preferences\/[\w.-]+$/);
    const token = address.slice(address.lastIndexOf('/') + 1);
    expect(open(linkKeys([secret]), token, { kind: 'preferences', now: monday })).toEqual(claims);
  });

  it.each([
    ['USHER_LINK_SECRET', { secrets: [], publicUrl }],
    ['USHER_LINK_SECRET', { secrets: [], publicUrl: null }],
    ['USHER_PUBLIC_URL', { secrets: [secret], publicUrl: null }],
  ])('are none without %s: the worker does not start', (name, configuration) => {
    const why = 'mails need links by which people unsubscribe; expected a secret and where people reach the API';
    expect(() => createLinks(configuration)).toThrow(
      new UsherError('CONFIGURATION_INVALID', `${name} is not set: ${why}`),
    );
  });
});
