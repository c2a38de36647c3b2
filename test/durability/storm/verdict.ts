import type { Instant } from '../../../domain/time/instant.ts';
import type { Found } from './found.ts';
import { happenedTo } from './happened.ts';
import { armOf, claims, wrongs, type Visited } from './model.ts';
import { nudgeWrongs } from './nudges.ts';
import type { Acknowledged } from './senders.ts';

export interface Judging {
  readonly found: readonly Found[];
  readonly acknowledged: readonly Acknowledged[];
  readonly begun: Instant;
}

/** Everything that must not be, each named. */
export function judge({ found, acknowledged, begun }: Judging): readonly string[] {
  const letters = new Map<string, Acknowledged[]>();
  for (const each of acknowledged) letters.set(each.letter.user, [...(letters.get(each.letter.user) ?? []), each]);
  return found.flatMap((each) => {
    const own = letters.get(each.user.id) ?? [];
    const wrong = [...eventWrongs(each, own), ...stuck(each), ...visitWrongs(each, own, begun), ...nudgeWrongs(each)];
    return wrong.map((words) => `${each.user.id}: ${words}`);
  });
}

/** Lost, or counted twice: by brute force from what was acknowledged. */
function eventWrongs({ user, events }: Found, own: readonly Acknowledged[]): readonly string[] {
  const stored = new Map(events.map(({ event, status }) => [event.messageId, status]));
  const names = [...new Set([...Object.keys(user.profile.events), ...own.flatMap(({ letter }) => letter.event ?? [])])];
  const counts = names.flatMap((name) => {
    const expected = own.filter(({ letter }) => letter.event === name).length;
    const counted = user.profile.events[name]?.count ?? 0;
    return counted === expected ? [] : [`${name} counted ${counted} times, acknowledged ${expected}`];
  });
  const lost = own.flatMap(({ letter: { messageId: id } }) => {
    const status = stored.get(id);
    return status === 'done' ? [] : [`event ${id} is ${status ?? 'not stored'}`];
  });
  const plans = own.filter(({ letter }) => letter.traits.plan !== undefined).sort((a, b) => a.letter.at - b.letter.at);
  const plan = plans.at(-1)?.letter.traits.plan;
  const traits = user.profile.traits.plan === plan ? [] : [`plan is not the newest one`];
  return [...counts, ...lost, ...traits];
}

/** What is still under way although nothing is left to come. */
function stuck({ user, runs, result }: Found): readonly string[] {
  const visit = user.visits.storm;
  if (visit === undefined) return ['never entered'];
  const effect = visit.decision?.effect;
  const outcome = effect?.kind === 'end' ? effect.outcome : 'nothing';
  return claims([
    [visit.status !== 'closed', `visit ${visit.visit} is ${visit.status} at ${visit.number}`],
    [user.todo.length > 0, `something is left to do: ${JSON.stringify(user.todo)}`],
    [
      runs.some(({ status }) => status.name !== 'COMPLETED'),
      `a workflow is ${runs.map(({ status }) => status.name).join(', ')}`,
    ],
    [runs.length < visit.visit, `${runs.length} workflows for ${visit.visit} visits`],
    [result?.outcome !== outcome, `the workflow says ${String(result?.outcome)}, the document ${outcome}`],
  ]);
}

function visitWrongs(
  { user, trail, exposures }: Found,
  own: readonly Acknowledged[],
  begun: Instant,
): readonly string[] {
  const happened = happenedTo(user.id, own, begun);
  const count = user.visits.storm?.visit ?? 0;
  const begins = own.filter(({ letter }) => letter.event === 'Trial Begun').length;
  const refused = user.refused.filter(({ journey }) => journey === 'storm').length;
  const entries =
    begins <= 20 && count + refused !== begins ? [`${count} visits and ${refused} refusals of ${begins} trials`] : [];
  let closedBefore = 0;
  const visits = Array.from({ length: count }, (_, index) => index + 1).flatMap((visit) => {
    const decisions = trail.filter((told) => told.visit === visit);
    const visited: Visited = { closedBefore, entries: decisions.flatMap((told) => told.entries) };
    closedBefore = visited.entries.at(-1)?.at ?? closedBefore;
    const gaps = decisions.some(({ number }, index) => number !== index + 1)
      ? ['a decision is missing in the trail']
      : [];
    return [...wrongs(visited, happened), ...gaps].map((words) => `visit ${visit} ${words}`);
  });
  const arms = exposures.filter(({ arm }) => arm !== armOf(user.id)).map(({ arm }) => `was given the arm ${arm}`);
  const met = trail.filter(({ entries: told }) => told.some(({ step }) => step === 'experiment-tour')).length;
  const exposed = exposures.length === met ? [] : [`${exposures.length} exposures, experiment met ${met} times`];
  return [...entries, ...visits, ...arms, ...exposed];
}
