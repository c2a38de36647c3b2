import { entryOf } from '../../store/ledger-entry.ts';
import { monday } from '../support/event.ts';

describe('a ledger’s entry from before there were policies', () => {
  it('is read as one of no tag and no category, with what its key tells', () => {
    const older = {
      channel: 'email',
      template: 'welcome',
      at: monday,
      status: 'sent',
      attempt: 1,
      lease: null,
    } as const;
    expect(entryOf({ nudge: 'team~9c5e/a/b@acme.test/2/send-welcome/0', ...older })).toEqual({
      nudge: 'team~9c5e/a/b@acme.test/2/send-welcome/0',
      ...{ course: 'team~9c5e', visit: 2, step: 'send-welcome' },
      ...{ category: '', tags: [], priority: 0, transactional: false, local: monday, fresh: null },
      ...older,
    });
  });

  it('written since is read as it is', () => {
    const whole = { nudge: 'a/b/1/c/0', course: 'a', visit: 1, step: 'c', channel: 'email', template: 'x', category: 'y', tags: ['z'], priority: 7, transactional: true, at: 1, local: 2, fresh: 3, status: 'held', attempt: 0, lease: null, spread: true } as const; // prettier-ignore
    expect(entryOf(whole)).toEqual(whole);
  });
});
