import { userIdProblem } from '../domain/profile/user-id.ts';
import { contextDeclarations } from '../domain/profile/context.ts';
import type { Context } from '../domain/profile/profile.ts';
import { UsherError } from '../domain/errors.ts';
import { own } from '../domain/own.ts';

/** What is asked of `decide`. */
export interface DecideRequest {
  readonly user: string;
  /** From 1 to 20 slots. */
  readonly slots: readonly string[];
  /** Facts under the names of conditions (`{ device: 'mobile' }`) that go before those known, for this decision only. */
  readonly context?: Context;
  /** What tells one visit of the user from the next, for counting. Without it, the UTC day. */
  readonly session?: string;
}

/** One page has fewer. */
const mostSlots = 20;
const mostContext = 50;
const longestText = 1_000;
const longestSession = 200;

/** The request with its user id as it is kept. @throws UsherError REQUEST_INVALID, which names what is wrong and where */
export function checkedRequest(request: DecideRequest): DecideRequest {
  if (typeof request !== 'object' || (request as unknown) === null) throw invalid('request', request, 'an object');
  const { slots, context, session } = request;
  const user = checkedUser(request.user);
  if (!Array.isArray(slots) || slots.length === 0 || slots.length > mostSlots)
    throw invalid('slots', slots, `a list of 1 to ${mostSlots} names`);
  slots.forEach((slot: unknown, index) => {
    if (!isName(slot)) throw invalid(`slots[${index}]`, slot, 'the name of a slot');
  });
  if (session !== undefined && !isLine(session, longestSession))
    throw invalid('session', session, `text of 1 to ${longestSession} characters on one line`);
  return {
    user,
    slots: [...new Set(slots)],
    ...(session !== undefined && { session }),
    context: checkedContext(context),
  };
}

/** A user id as it is kept. @throws UsherError REQUEST_INVALID */
export function checkedUser(user: unknown): string {
  if (typeof user !== 'string') throw invalid('user', user, 'the id of a user');
  const id = user.normalize('NFC');
  const problem = userIdProblem(id);
  if (problem !== null) throw new UsherError('REQUEST_INVALID', `user ${problem}, expected an id of 1 to 180 bytes`);
  return id;
}

function checkedContext(context: unknown): Context {
  if (context === undefined) return {};
  if (typeof context !== 'object' || context === null || Array.isArray(context))
    throw invalid('context', context, 'a mapping such as { device: "mobile" }');
  const entries = Object.entries(context);
  if (entries.length > mostContext)
    throw new UsherError('REQUEST_INVALID', `context has ${entries.length} facts, expected at most ${mostContext}`);
  for (const [name, value] of entries) checkFact(name, value);
  return context as Context;
}

function checkFact(name: string, value: unknown): void {
  const place = `context.${name.slice(0, longestSession)}`;
  if (!/^[A-Za-z_]\w{0,99}$/.test(name)) throw invalid(place, name, 'the name of a fact');
  // Of the facts that every workspace has, and that are compared as text.
  const isText = own(contextDeclarations, name) !== undefined;
  if (typeof value === 'string' && value.length <= longestText && value.isWellFormed()) return;
  if (!isText && (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value)))) return;
  throw invalid(place, value, isText ? 'text' : 'text, a number, true or false');
}

function isName(value: unknown): boolean {
  return typeof value === 'string' && /^[a-z0-9][a-z0-9-]{0,39}$/.test(value);
}

function isLine(value: unknown, longest: number): boolean {
  return typeof value === 'string' && value.length <= longest && value.isWellFormed() && /^[^\p{Cc}]+$/u.test(value);
}

function invalid(place: string, value: unknown, expected: string): UsherError {
  return new UsherError('REQUEST_INVALID', `${place}: found ${foundWords(value)}, expected ${expected}`);
}

/** Enough of a value to recognise it by, whatever it is. */
function foundWords(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 40));
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value === undefined || value === null) return 'nothing';
  return Array.isArray(value) ? `a list of ${value.length}` : typeof value === 'object' ? 'an object' : typeof value;
}
