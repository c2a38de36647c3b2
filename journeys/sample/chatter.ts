import type { Happening } from './happening.ts';
import { randomFrom, type Random } from './random.ts';
import { contextOf, network, startOf, type Scene } from './scene.ts';
import { beginning, day, ending, hour, minute, second } from './time.ts';
import type { Timeline } from './timeline.ts';

/** How many messages are irrelevant to every journey: four of five lines, like in a real product. */
const irrelevant = 3600;
/** How many of them come more than 24 hours late; with those of the plots about forty. */
const late = 25;
/** Page and screen calls: no event by name, so never counted as irrelevant, and just as unimportant. */
const views = 30;

/** The names no journey asks for; the last four hold what file names, paths and queries treat specially. */
const names = [
  'Page Viewed', 'Page Viewed', 'App Opened', 'App Opened', 'Button Clicked', 'Button Clicked', 'Search Performed',
  'Report Viewed', 'Settings Opened', 'Notification Dismissed', 'File Downloaded', 'Video Played', 'Task Completed',
  'signed up', 'checkout.opened', '$pageview', 'Export/CSV|PDF', 'Émoji picked 🎉',
] as const; // prettier-ignore

const pages = ['/today', '/board/7', '/people', '/settings', '/reports/week', '/search'] as const;

interface Speaker {
  readonly scene: Scene;
  readonly timeline: Timeline;
  readonly random: Random;
}

function utter(speaker: Speaker, type: Happening['type'], times: Pick<Happening, 'at' | 'sentAt'>): boolean {
  const { scene, timeline, random } = speaker;
  if (times.sentAt >= scene.told().quietFrom) return false;
  const context = contextOf(scene.person, random.pick(scene.person.devices), random);
  const name = type === 'track' ? random.pick(names) : random.pick(['Pricing', 'Today', 'Board']);
  return timeline.offer({
    type,
    name,
    ...times,
    repeated: null,
    properties: { path: random.pick(pages) },
    traits: {},
    context,
  });
}

/** A visit: a few things within a quarter of an hour. Returns how many were heard of. */
function visit(speaker: Speaker, most: number): number {
  const { scene, random } = speaker;
  let at = startOf({ person: scene.person, random }, Math.max(scene.start, beginning), ending);
  let heard = 0;
  for (let left = Math.min(most, random.between(1, 7)); left > 0; left -= 1) {
    const ahead = random.chance(0.01) ? random.between(second, 3 * hour) : 0; // one clock in a hundred is ahead
    if (utter(speaker, 'track', { at: at + ahead, sentAt: at + network(random) })) heard += 1;
    at += random.between(70 * second, 4 * minute);
  }
  return heard;
}

/** Asks the speakers in turn until `count` of them had something to say. */
function inTurn(speakers: readonly Speaker[], count: number, speak: (speaker: Speaker, most: number) => number): void {
  for (let heard = 0; heard < count;) {
    for (const speaker of speakers) if (heard < count) heard += speak(speaker, count - heard);
  }
}

/** Fills the timelines with everything else people do. It has its own random numbers and leaves the stories alone. */
export function chatter(cast: readonly { readonly scene: Scene; readonly timeline: Timeline }[]): void {
  const speakers = cast.map((one) => ({ ...one, random: randomFrom(`chatter ${one.scene.person.id}`) }));
  const sparse = speakers.filter((_, number) => number % 7 === 3); // spreads the few over all plots
  inTurn(sparse, late, (speaker) => {
    const at = startOf({ person: speaker.scene.person, random: speaker.random }, beginning, ending - 6 * day);
    const sentAt = at + speaker.random.between(25 * hour, 6 * day);
    return utter(speaker, 'track', { at, sentAt }) ? 1 : 0;
  });
  inTurn(sparse, views, (speaker) => {
    const at = startOf({ person: speaker.scene.person, random: speaker.random }, beginning, ending);
    const type = speaker.scene.person.devices[0].type === 'desktop' ? 'page' : 'screen';
    return utter(speaker, type, { at, sentAt: at + second }) ? 1 : 0;
  });
  inTurn(speakers, irrelevant - late, visit);
}
