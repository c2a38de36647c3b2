import { givenContext } from '../../cli/decide/given-context.ts';

const declared = {
  campaign: { type: 'string', list: false, at: ['campaign', 'name'] },
  seats: { type: 'number', list: false, at: ['seats'] },
  beta: { type: 'boolean', list: false, at: ['beta'] },
} as const;

describe('usher decide --context', () => {
  it('takes facts that are always known, and those that the release declares, each as what it is', () => {
    const facts = ['device=mobile', 'campaign=a=b', 'seats=2.5', 'beta=false'];
    expect(givenContext(facts, declared)).toEqual({ device: 'mobile', campaign: 'a=b', seats: 2.5, beta: false });
  });

  it.each([
    ['devise=mobile', 'found --context "devise=mobile", expected a fact such as device=mobile, did you mean "device"?'],
    ['toString=1', 'found --context "toString=1", expected a fact such as device=mobile; there are campaign, seats, beta, device, platform, os, locale, timezone, country, app_version'],
    ['device', 'found --context "device", expected a string after device='],
    ['seats=many', 'found --context "seats=many", expected a number after seats='],
    ['seats=', 'found --context "seats=", expected a number after seats='],
    ['beta=yes', 'found --context "beta=yes", expected a boolean after beta='],
  ])('refuses %j', (fact, message) => {
    expect(() => givenContext([fact], declared)).toThrow(expect.objectContaining({ code: 'USAGE', message }) as Error);
  }); // prettier-ignore
});
