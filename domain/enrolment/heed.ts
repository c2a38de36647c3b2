import { reasonsOf } from '../condition/explain.ts';
import { holds } from '../condition/holds.ts';
import { advance, type Standing } from '../journey/advance.ts';
import type { Command } from '../journey/command.ts';
import { ending } from '../journey/leaving.ts';
import { order, type Refused } from '../journey/order.ts';
import { resending } from '../journey/resend.ts';
import type { Effect, Order } from '../journey/state.ts';
import { cutBytes } from '../text.ts';
import { choose } from './choose.ts';
import type { Due } from './due-nudge.ts';
import { nudgeKey } from './identity.ts';
import { standingOf, type Answer, type Deciding, type Question } from './question.ts';
import { take } from './take.ts';
import type { User } from './user.ts';
import type { Answered, Decision, Visit } from './visit.ts';

interface Heeding {
  readonly visit: Visit;
  readonly deciding: Deciding;
}

/** It stands in the history: what was done, with its reason, and what follows. */
const wordBytes = 240;

/**
 * Looks at the command that comes with a question. What was taken before is answered as then; what means nothing here is
 * refused and changes nothing; what ends the enrolment anyway comes first, and leaves the command untaken. Null where no
 * command is to be looked at now: before the first decision, and while the document is behind the workflow.
 */
export function heed(user: User, question: Question, { visit, deciding }: Heeding): Answer | null {
  const { command = null, number } = question;
  const { decision, commands = [] } = visit;
  if (command === null || decision === null || visit.number < number) return null;
  const before = commands.find(({ id }) => id === command.id);
  if (before !== undefined) return { kind: 'kept', decision, command: before };
  const standing = standingOf(deciding, { user, state: question.state ?? decision.state, now: deciding.moment.now });
  if (ending(standing) !== null) {
    return take(user, question, { at: standing.now, advance: advance(standing, { kind: 'facts' }), deciding });
  }
  return answer(user, question, { standing, decision, command, deciding });
}

interface Answering extends Omit<Obeying, 'order'> {
  readonly decision: Decision;
}

function answer(user: User, question: Question, { decision, ...asked }: Answering): Answer {
  const { standing, command, deciding } = asked;
  const ordered = order({ ...standing, command });
  const refused = 'refused' in ordered ? ordered : refusal(user, question, { standing, ordered, deciding });
  if (refused !== null) {
    return { kind: 'kept', decision, command: { id: command.id, words: refused.because, refused: refused.refused } };
  }
  return obey(user, question, { ...asked, order: ordered as Order });
}

interface Obeying {
  readonly standing: Standing;
  readonly command: Command;
  readonly deciding: Deciding;
  readonly order: Order;
}

function obey(user: User, question: Question, { standing, command, deciding, order: given }: Obeying): Answer {
  const next = advance(standing, { kind: 'command', order: given });
  const { what, because } = given.told;
  const words = cutBytes(`${what}: ${because.join('; ')}${follows(next.effect)}`, wordBytes);
  const answered: Answered = { id: command.id, words };
  return take(user, question, { at: standing.now, advance: next, deciding, command: answered });
}

function follows(effect: Effect): string {
  if (effect.kind === 'deliver') return `; now sending ${effect.step}`;
  if (effect.kind === 'end') return effect.outcome === 'left' ? '' : `; now ${effect.outcome}: ${effect.words}`;
  return effect.status === 'paused'
    ? ` (at ${effect.step})`
    : `; now ${effect.status} at ${effect.step}: ${effect.words}`;
}

interface Asking {
  readonly standing: Standing;
  readonly ordered: Order;
  readonly deciding: Deciding;
}

/** Why a nudge cannot be sent again now: as for every other nudge. Null where it can, or none is to be. */
function refusal(user: User, question: Question, { standing, ordered, deciding }: Asking): Refused | null {
  const { state } = ordered;
  const { again } = state;
  const { program, facts, now } = standing;
  if (again === undefined || again === standing.state.again) return null;
  const { when } = program.steps[again] ?? { when: null };
  if (when !== null && !holds(when, facts, now)) return refuse(reasonsOf(when, facts, now).join('; '));
  const effect = resending({ program, state });
  const key = nudgeKey({ ...question, user: question.origin ?? user.id }, effect.step, effect.round);
  const asked = { ...standing, state };
  const due: Due = { kind: 'due', effect, standing: asked, key, before: undefined, at: now };
  const choice = choose(user, question, { due, deciding, timed: false });
  return choice.kind === 'go' ? null : refuse(choice.because.join('; '));
}

function refuse(because: string): Refused {
  return { refused: 'COMMAND_REFUSED', because: `resend: not now, ${because}` };
}
