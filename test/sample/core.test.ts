import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compileFolder } from '../../cli/compile.ts';
import { heldBy } from '../../cli/demonstration/held.ts';
import { journeyOf } from '../../domain/enrolment/identity.ts';
import type { UserEvent } from '../../domain/profile/event.ts';
import type { Release } from '../../domain/release/release.ts';
import { simulate } from '../../domain/simulation/simulate.ts';
import { readMessage } from '../../ingest/message.ts';
import { expectation } from './model.ts';
import { sorted } from './sorted.ts';

const example = fileURLToPath(new URL('../../journeys', import.meta.url));
const file = readFileSync(`${example}/sample/events.ndjson`, 'utf8');
const expected = expectation(file);
const ends = ['converted', 'finished', 'left'];

async function release(): Promise<Release> {
  const compiled = await compileFolder(example);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  return compiled.release;
}

/** Every user's messages as ingest understands them. */
function stories(): ReadonlyMap<string, readonly UserEvent[]> {
  const users = new Map<string, UserEvent[]>();
  for (const line of file.trim().split('\n')) {
    const message = JSON.parse(line) as { readonly sentAt: string };
    const { event } = readMessage(message, Date.parse(message.sentAt));
    users.set(event.user, [...(users.get(event.user) ?? []), event]);
  }
  return users;
}

/** What the simulation makes of a user. */
function simulated(content: Release, user: string, events: readonly UserEvent[]): object {
  const { nudges, path } = simulate({ release: content, user, events });
  const over = path.filter(({ what }) => ends.includes(what));
  return {
    user,
    nudges: sorted(
      nudges.map(({ course, step, template, at }) => ({ journey: journeyOf(course), step, template, at })),
    ),
    ends: sorted(over.map(({ course, what, at }) => ({ journey: journeyOf(course), status: what, at }))),
  };
}

/** What the model makes of a user. */
function modelled(user: string): object {
  const nudges = expected.nudges.filter((nudge) => nudge.user === user);
  const outcomes = expected.outcomes.filter((outcome) => outcome.user === user);
  return {
    user,
    nudges: sorted(nudges.map(({ journey, step, template, at }) => ({ journey, step, template, at }))),
    ends: sorted(outcomes.map(({ journey, status, at }) => ({ journey, status, at }))),
  };
}

describe('the whole sample through the pure core', () => {
  it('sends and ends as the model expects, for every user', async () => {
    const content = await release();
    for (const [user, events] of stories()) expect(simulated(content, user, events)).toEqual(modelled(user));
  });

  it('holds nudges back as often as the model, by the same rules', async () => {
    const content = await release();
    const path = [...stories()].flatMap(([user, events]) => simulate({ release: content, user, events }).path);
    const held = path.filter(({ what }) => what === 'held').map(({ because: [first = ''] }) => first);
    expect(heldBy(held.map((because) => ({ because, times: 1 })))).toEqual({ ...expected.held, other: 0 });
  });
});
