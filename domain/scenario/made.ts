import type { Sending } from '../enrolment/deliver.ts';
import { journeyOf } from '../enrolment/identity.ts';
import type { Visit } from '../enrolment/visit.ts';
import { own } from '../own.ts';
import { localeOf } from '../profile/surroundings.ts';
import type { Release } from '../release/release.ts';
import type { Played, PlayedLine, PlayedNudge } from '../simulation/play.ts';
import { simulate } from '../simulation/simulate.ts';
import { chooseLocale } from '../template/locale.ts';
import { withArms } from './given-arms.ts';
import { refusing } from './refusing.ts';
import type { Ending, Scenario } from './scenario.ts';

/** A nudge that went out, in the locale that was chosen for it; null: its channel has none. */
export interface SentNudge extends PlayedNudge {
  readonly locale: string | null;
}

/** What a scenario's own journey has made of it. */
export interface Made {
  readonly nudges: readonly SentNudge[];
  /** All visits one after the other. */
  readonly path: readonly PlayedLine[];
  readonly outcome: Ending;
  /** Where the user stands when the story is over; null when the journey is over as well. */
  readonly step: string | null;
  readonly because: readonly string[];
}

/** Plays a scenario to its end, with every journey of the release. */
export function make(release: Release, { journey, user, events, until, arms, refusals }: Scenario): Made {
  const locales: (string | null)[] = [];
  const answer = refusing(refusals);
  const provider = (sending: Sending) => {
    locales.push(localeUsed(release, sending));
    return answer(sending);
  };
  const story = { release: withArms(release, arms), user, events, provider };
  const played = simulate(until === null ? story : { ...story, until });
  const nudges = played.nudges.map((nudge, index) => ({ ...nudge, locale: locales[index] ?? null }));
  const ours = ({ course }: { readonly course: string }): boolean => journeyOf(course) === journey;
  const path = played.path.filter(ours);
  const sent = nudges.filter((nudge) => ours(nudge) && nudge.result === 'sent');
  return { nudges: sent, path, ...standing(played, path, journey) };
}

function standing({ user }: Played, path: readonly PlayedLine[], journey: string): Omit<Made, 'nudges' | 'path'> {
  const visits = Object.entries(user.visits).filter(([course]) => journeyOf(course) === journey);
  const open = visits.map(([, visit]) => visit).filter(({ status }) => status !== 'closed').at(-1); // prettier-ignore
  if (open !== undefined) return { outcome: 'open', ...waiting(open) };
  const refused = user.refused.filter((refusal) => refusal.journey === journey);
  const last = path.at(-1);
  // The path of a journey that is over ends with how it ended.
  const outcome = last === undefined ? 'not-entered' : (last.what as Ending);
  return { outcome, step: null, because: last?.because ?? refused.at(-1)?.because ?? [] };
}

function waiting({ decision }: Visit): Pick<Made, 'step' | 'because'> {
  const effect = decision?.effect;
  return effect?.kind === 'wait' ? { step: effect.step, because: [effect.words] } : { step: null, because: [] };
}

function localeUsed({ content }: Release, { entry, user }: Sending): string | null {
  const template = own(content.templates, entry.template);
  if (template === undefined || template.channel === 'webhook') return null;
  return chooseLocale(localeOf(user.profile), Object.keys(template.locales), content.settings.locale)?.locale ?? null;
}
