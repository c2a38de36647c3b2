import { openPolicy } from '../../../domain/pacing/policy.ts';
import { day, minute } from '../../../domain/time/instant.ts';
import { monday } from '../../support/event.ts';
import { play, reasons, sent } from '../../support/play.ts';
import { onEvent, programOf } from '../../support/program.ts';
import { mailOf } from '../../support/release.ts';
import { delay, send } from '../../support/steps.ts';

const caps = [{ id: 'one', of: {}, max: 1, per: { kind: 'rolling', length: day } }] as const;
const policy = { ...openPolicy, caps, priority: ['trial'] };
const digest = programOf([send('digest', { next: 1 }), delay(day)]);
const urgent = programOf([send('trial-ends')], {
  journey: 'urgent',
  enrol: [onEvent('Trial Ends')],
});
const templates = { 'trial-ends': { ...mailOf('trial-ends'), tags: ['trial'] } };

describe('a nudge that is between two attempts', () => {
  const refused: string[] = [];
  const story = (until: number) =>
    play([digest, urgent], {
      ...{ policy, templates, until },
      deeds: [['Trial Ends', '150s']],
      provider: ({ entry: { template, attempt } }) => {
        if (template === 'digest' && attempt < 3) {
          refused.push(template);
          return { kind: 'later', because: 'not now', unsure: false };
        }
        return { kind: 'sent', because: 'accepted' };
      },
    });

  it('gives its room to a more important one, and keeps its claim and its count of attempts', () => {
    const { user } = story(monday + 151_000);
    expect(user.ledger).toMatchObject([
      { template: 'digest', status: 'held', attempt: 2, displacedBy: 'trial-ends' },
      { template: 'trial-ends', status: 'sent' },
    ]);
    expect(user.visits.test?.decision?.effect).toMatchObject({ status: 'failing', until: monday + 3 * minute });
  });

  it('is told who took it, and goes on from there', () => {
    refused.length = 0;
    const played = story(Infinity);
    expect(reasons(played, 'digest')).toEqual([
      ...['not now', 'not now'],
      ...['one: 1 of 1 in 1 day used by trial-ends at 10:02', 'trial-ends took its room'],
      'accepted',
    ]);
    expect(refused).toHaveLength(2);
    expect(sent(played)).toEqual(['digest', 'digest +1m', 'trial-ends +2m 30s', 'digest +1d 2m 30s']);
    expect(played.user.ledger.find(({ template }) => template === 'digest')).toMatchObject({
      status: 'sent',
      attempt: 3,
    });
  });
});
