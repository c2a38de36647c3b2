import { claimsOf } from '../support/links.ts';
import { closeDeliveries, enters, mails, next, nudge, openDeliveries } from '../support/delivering.ts';

beforeAll(openDeliveries);
afterAll(closeDeliveries);

describe('a mail that nobody asked for', () => {
  it('arrives with the one click by which its reader ends that category', async () => {
    const somebody = await enters();
    await next(somebody);
    const [mail] = await mails(somebody);
    const header = (name: string) => mail?.headers.filter((each) => each.name === name).map(({ value }) => value);
    expect(header('List-Unsubscribe-Post')).toEqual(['List-Unsubscribe=One-Click']);
    const [address = ''] = header('List-Unsubscribe') ?? [];
    expect(address).toMatch(/^<https:\/\/go\.acme\.test\/unsubscribe\/[^>]+>$/);
    expect(claimsOf(address.slice(1, -1))).toMatchObject({
      kind: 'unsubscribe',
      user: somebody.id,
      nudge: nudge(somebody),
      channel: 'email',
      category: 'onboarding',
    });
  });
});
