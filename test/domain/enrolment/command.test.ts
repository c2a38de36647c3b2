import { commandKinds, payloadFault } from '../../../domain/enrolment/command.ts';

const whole = { by: 'kim', reason: 'ticket 4711' };

describe('a command’s payload', () => {
  it.each(commandKinds)('with who and why, and a step where there has to be one, is in order: %s', (kind) => {
    const step = kind === 'move' || kind === 'resend' ? { step: 'welcome' } : {};
    expect(payloadFault(kind, { ...whole, ...step })).toBeNull();
  });

  it.each([
    [null, 'found null, expected { by, reason }'],
    [[whole], 'found [{"by":"kim","reason":"ticket 4711"}], expected { by, reason }'],
    [{ ...whole, because: 'x' }, 'found "because", expected { by, reason }'],
    [{ ...whole, by: 7 }, '"by" is 7, expected a text of 1 to 64 characters on one line'],
    [{ ...whole, by: ' ' }, '"by" is empty, expected a text of 1 to 64 characters on one line'],
    [{ ...whole, by: 'k'.repeat(65) }, '"by" has 65 characters, expected a text of 1 to 64 characters on one line'],
    [
      { ...whole, reason: 'a\nb' },
      '"reason" has a line break or a character that cannot be shown, expected a text of 1 to 200 characters on one line',
    ],
    [
      { ...whole, reason: '\ud800' },
      '"reason" has a line break or a character that cannot be shown, expected a text of 1 to 200 characters on one line',
    ],
  ])('that is not is told what it should be: %j', (payload, words) => {
    expect(payloadFault('pause', payload)).toBe(`pause: ${words}`);
  });
});
