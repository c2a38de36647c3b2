import { createBreaker, type Breaker } from '../../activities/breaker.ts';
import type { Result } from '../../domain/enrolment/deliver.ts';
import { minute, second, type Instant, type Milliseconds } from '../../domain/time/instant.ts';
import { monday } from '../support/event.ts';

const answers = {
  sent: { kind: 'sent', because: 'accepted' },
  'refused for now': { kind: 'later', because: 'SMTP refused with 451', unsure: false },
  'refused for good': { kind: 'failed', because: 'SMTP refused the address with 550', refused: true },
  silence: { kind: 'later', because: 'SMTP does not answer: ETIMEDOUT', unsure: true, silent: true },
} as const satisfies Record<string, Result>;

const turnedAway = { kind: 'later', because: 'email is left alone: SMTP does not answer: ETIMEDOUT', unsure: false, silent: true } as const; // prettier-ignore

interface Asked {
  readonly breaker: Breaker;
  readonly logged: readonly string[];
  /** How many nudges the provider has seen. */
  readonly seen: () => number;
  readonly ask: (answer: keyof typeof answers, nudge?: string, provider?: string) => Promise<Result>;
  readonly pass: (time: Milliseconds) => void;
}

function asking(): Asked {
  let now: Instant = monday;
  let seen = 0;
  const logged: string[] = [];
  const note = (_: unknown, words?: string): void => void logged.push(words ?? '');
  const breaker = createBreaker({ info: note, warn: note }, () => now);
  return {
    breaker,
    logged,
    seen: () => seen,
    ask: (answer, nudge = `nudge-${seen}`, provider = 'email') =>
      breaker.ask(provider, nudge, () => {
        seen++;
        return Promise.resolve(answers[answer]);
      }),
    pass: (time) => (now += time),
  };
}

/** A provider that has not answered for five nudges just now. */
async function leftAlone(): Promise<Asked> {
  const asked = asking();
  for (let times = 0; times < 5; times++) await asked.ask('silence');
  return asked;
}

describe('a provider', () => {
  it.each([
    ['five nudges without an answer', ['silence', 'silence', 'silence', 'silence', 'silence'], true],
    ['four of them', ['silence', 'silence', 'silence', 'silence'], false],
    ['five with an answer between', ['silence', 'silence', 'sent', 'silence', 'silence', 'silence'], false],
    ['five with a refusal for now between', ['silence', 'silence', 'refused for now', 'silence', 'silence', 'silence'], false], // prettier-ignore
    ['five with a refusal for good between', ['silence', 'silence', 'refused for good', 'silence', 'silence', 'silence'], false], // prettier-ignore
    ['refusals only', Array<'refused for now'>(9).fill('refused for now'), false],
  ] as const)('after %s (%j) is left alone: %s', async (_, given, isLeftAlone) => {
    const { ask, seen } = asking();
    for (const answer of given) expect(await ask(answer)).toBe(answers[answer]);
    const before = seen();
    expect(await ask('sent')).toEqual(isLeftAlone ? { ...turnedAway, after: minute } : answers.sent);
    expect(seen() - before).toBe(isLeftAlone ? 0 : 1);
  });

  it('is not blamed for one address that is tried again and again', async () => {
    const { ask } = asking();
    for (let times = 0; times < 9; times++) await ask('silence', 'the same');
    expect(await ask('sent')).toBe(answers.sent);
  });

  it('is left alone by itself: the others are asked', async () => {
    const { ask } = await leftAlone();
    expect(await ask('sent', 'another', 'webhook acme.test')).toBe(answers.sent);
  });

  it('is asked by one nudge after a minute, while everybody else is turned away', async () => {
    const { breaker, ask, pass } = await leftAlone();
    pass(minute - 1);
    expect(await ask('sent')).toMatchObject(turnedAway);
    pass(1);
    let answer: (result: Result) => void = () => {};
    const probe = breaker.ask('email', 'probe', () => new Promise((resolve) => (answer = resolve)));
    expect(await ask('sent')).toMatchObject(turnedAway);
    answer(answers.sent);
    expect(await probe).toBe(answers.sent);
    expect(await ask('sent')).toBe(answers.sent);
  });

  it('that answers its probe with a refusal answers', async () => {
    const { ask, pass, logged } = await leftAlone();
    pass(minute);
    await ask('refused for now');
    expect(await ask('sent')).toBe(answers.sent);
    expect(logged).toEqual(['the provider does not answer and is left alone', 'the provider answers again']);
  });

  it('that does not answer its probe is left alone for another minute, and who is turned away waits for longer', async () => {
    const { ask, pass } = await leftAlone();
    const waits: unknown[] = [];
    for (let times = 0; times < 13; times++) {
      pass(minute);
      expect(await ask('silence')).toBe(answers.silence);
      waits.push(await ask('sent'));
    }
    const minutes = waits.map((result) => (result as { after: Milliseconds }).after / minute);
    expect(minutes).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10, 10, 10]);
  });

  it('whose probe is never heard of gets another one', async () => {
    const { breaker, ask, pass } = await leftAlone();
    pass(minute);
    await expect(breaker.ask('email', 'killed', () => Promise.reject(new Error('killed')))).rejects.toThrow('killed');
    expect(await ask('sent')).toMatchObject(turnedAway);
    pass(16 * second);
    expect(await ask('sent')).toBe(answers.sent);
  });

  it('is not left alone for longer by those that were on their way when it was given up', async () => {
    const asked = asking();
    let answer: () => void = () => {};
    const slow = asked.breaker.ask('email', 'slow', async () => {
      await new Promise<void>((resolve) => (answer = resolve));
      return answers.silence;
    });
    for (let times = 0; times < 5; times++) await asked.ask('silence');
    asked.pass(minute - 1);
    answer();
    await slow;
    asked.pass(1);
    expect(await asked.ask('sent')).toBe(answers.sent);
  });
});
