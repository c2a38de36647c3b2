import { didYouMean } from '../../domain/condition/nearest.ts';
import { UsherError } from '../../domain/errors.ts';
import type { Switched } from '../../domain/pacing/switch.ts';
import type { ReleaseContent } from '../../domain/release/release.ts';
import type { Channel } from '../../domain/template/template.ts';
import type { ReleaseStore } from '../../store/releases.ts';

const kinds: readonly Switched['kind'][] = ['everything', 'channel', 'journey', 'template'];
const channels: readonly Channel[] = ['email', 'in-app', 'webhook'];

/** Reads what is to be switched. @throws UsherError USAGE, NAME_UNKNOWN, in words that name what is there */
export function readSwitched(given: string, name: string | undefined): Switched {
  const kind = kinds.find((each) => each === given);
  if (kind === undefined) {
    const expected = 'expected everything, channel NAME, journey NAME or template NAME';
    throw new UsherError('USAGE', `${given} cannot be switched${didYouMean(given, kinds) || `; ${expected}`}`);
  }
  if (kind === 'everything') {
    if (name === undefined) return { kind };
    throw new UsherError('USAGE', `everything has no name, and was given "${name}"`);
  }
  if (name === undefined) throw new UsherError('USAGE', `which ${kind}? expected usher switch … ${kind} NAME`);
  return kind === 'channel' ? { kind, name: readChannel(name) } : { kind, name };
}

function readChannel(name: string): Channel {
  const channel = channels.find((each) => each === name);
  if (channel === undefined) throw unknown('channel', name, channels);
  return channel;
}

/**
 * Makes sure that there is something under the name: in the current release or, since enrolments stay on the release
 * they entered with, in any before it. @throws UsherError NAME_UNKNOWN
 */
export async function checkKnown(what: Switched, releases: ReleaseStore): Promise<void> {
  if (what.kind === 'everything' || what.kind === 'channel') return;
  const current = await releases.current();
  const names = current === null ? [] : namesIn(current.content, what.kind);
  if (names.includes(what.name)) return;
  for (const id of await releases.ids()) {
    const release = await releases.read(id);
    if (release !== null && namesIn(release.content, what.kind).includes(what.name)) return;
  }
  throw unknown(what.kind, what.name, names);
}

function namesIn({ journeys, templates }: ReleaseContent, kind: 'journey' | 'template'): readonly string[] {
  return Object.keys(kind === 'journey' ? journeys : templates).sort();
}

function unknown(kind: string, name: string, known: readonly string[]): UsherError {
  const hint = didYouMean(name, known) || `: ${known.join(', ') || 'there is none'}`;
  return new UsherError('NAME_UNKNOWN', `there is no ${kind} "${name}"${hint}`);
}
