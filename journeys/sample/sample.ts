import { chatter } from './chatter.ts';
import { theCrowd } from './crowd.ts';
import type { Happening } from './happening.ts';
import { randomFrom } from './random.ts';
import { theSix } from './six.ts';
import { ending, hour, minute, second } from './time.ts';
import { timelineOf } from './timeline.ts';

/** How many messages come twice. */
const duplicates = 96;

interface Message {
  readonly sentAt: number;
  /** When it comes again, if its story says so. */
  readonly again: number | null;
  readonly messageId: string;
  /** The message, but for `sentAt`: a message that comes twice is the same to the letter. */
  readonly content: Readonly<Record<string, unknown>>;
}

/** Segment's message format: https://segment.com/docs/connections/spec/common/ */
function messageOf(userId: string, happening: Happening, messageId: string): Message {
  const { type, name, at, sentAt, repeated, properties, traits, context } = happening;
  const body = type === 'identify' ? { traits } : { [type === 'track' ? 'event' : 'name']: name, properties };
  const content = { type, userId, messageId, ...body, context, timestamp: new Date(at).toISOString() };
  return { sentAt, again: repeated === null ? null : sentAt + repeated, messageId, content };
}

/** Retries follow within seconds; a phone that was offline repeats itself hours or days later. */
function delayOf(draw: number): number {
  if (draw < 0.6) return Math.round(second + draw * minute);
  return Math.round(draw < 0.9 ? draw * 6 * hour : draw * 60 * hour);
}

/** Those that come twice by their story, and as many by chance as are missing. */
function duplicatesOf(messages: readonly Message[]): readonly Message[] {
  const random = randomFrom('duplicates');
  const chosen = new Map<string, Message>();
  for (const message of messages) {
    if (message.again !== null) chosen.set(message.messageId, { ...message, sentAt: message.again });
  }
  while (chosen.size < duplicates) {
    const message = random.pick(messages);
    const sentAt = message.sentAt + delayOf(random.fraction());
    if (sentAt < ending && !chosen.has(message.messageId)) chosen.set(message.messageId, { ...message, sentAt });
  }
  return [...chosen.values()];
}

/** The whole sample as NDJSON, in the order in which it reaches us. Always the same text. */
export function sample(): string {
  const cast = [...theSix(), ...theCrowd()].map((scene) => ({ scene, timeline: timelineOf(scene.told().happenings) }));
  chatter(cast);
  const messages = cast.flatMap(({ scene, timeline }) => {
    const ids = randomFrom(`messages of ${scene.person.id}`);
    return timeline.happenings.map((happening) => messageOf(scene.person.id, happening, `msg-${ids.hex(3)}`));
  });
  const all = [...messages, ...duplicatesOf(messages)];
  all.sort((a, b) => a.sentAt - b.sentAt || (a.messageId < b.messageId ? -1 : 1));
  const lines = all.map(({ content, sentAt }) =>
    JSON.stringify({ ...content, sentAt: new Date(sentAt).toISOString() }),
  );
  return `${lines.join('\n')}\n`;
}
