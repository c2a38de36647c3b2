import type { Channel } from '../../domain/template/template.ts';
import type { Cursor } from '../read/cursor.ts';

/** Whether something goes out by it: `push` is only a word yet. */
export function isChannel(word: string): word is Channel {
  return word !== 'push';
}

/** Warns of what a policy says of push, which nothing goes out by yet: it stands there for later. */
export function warnOfPush(file: Cursor): void {
  const hours = ['quiet', 'allowed'].flatMap((key) => file.at(key).items());
  const named = [
    ...file
      .at('caps')
      .items()
      .map((cap) => cap.at('channel')),
    ...hours.flatMap((each) => each.at('channels').items()),
  ];
  named.filter(({ value }) => value === 'push').forEach((place) => place.warn('POLICY_IDLE', message));
  const keys = [file.at('consent', 'push'), file.at('rates', 'push')];
  keys.filter(({ value }) => value !== undefined).forEach((place) => place.warn('POLICY_IDLE', message, 'key'));
}

const message = 'nothing goes out by push yet: this has no effect until something does';
