import { journeyOf } from '../../domain/enrolment/identity.ts';
import type { User } from '../../domain/enrolment/user.ts';
import { own } from '../../domain/own.ts';
import { templatesSentBy } from '../../domain/slot/sent-by.ts';
import type { Switch } from '../../domain/pacing/switch.ts';
import type { Store } from '../../store/index.ts';

/** What is off and could keep a nudge from a user: everything, channels, and the journeys under way with all they send. */
export async function switchesFor(
  user: User,
  { switches, releases }: Pick<Store, 'switches' | 'releases'>,
): Promise<readonly Switch[]> {
  const off = await switches.off();
  if (off.length === 0) return off;
  const journeys = new Set<string>();
  const templates = new Set<string>();
  for (const [course, visit] of Object.entries(user.visits)) {
    if (visit.status === 'closed') continue;
    const journey = journeyOf(course);
    journeys.add(journey);
    const release = await releases.read(visit.release);
    const program = release === null ? undefined : own(release.content.journeys, journey);
    for (const step of program?.steps ?? []) templatesSentBy(step, release?.content.slots ?? {}).forEach((name) => templates.add(name)); // prettier-ignore
  }
  return off.filter(({ what }) => {
    if (what.kind === 'journey') return journeys.has(what.name);
    return what.kind !== 'template' || templates.has(what.name);
  });
}
