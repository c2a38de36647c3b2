import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { LinkClaims } from '../../domain/link/claims.ts';
import { changesOf, choicesOf, linesOf, type Choice, type Choosing } from '../../domain/link/preferences.ts';
import { openPolicy } from '../../domain/pacing/policy.ts';
import { say } from '../consent.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { fieldOf } from '../forms.ts';
import { linkOf } from '../link.ts';
import { preferencesPage } from '../preferences-page.ts';

/** What a user gets, category by category, as the live policy offers them. */
export function addPreferences(app: FastifyInstance, dependencies: ApiDependencies): void {
  app.get('/preferences/:token', async (request, reply) => {
    return show(reply, linkOf(request, 'preferences', dependencies), { dependencies, saved: false });
  });
  app.post('/preferences/:token', async (request, reply) => {
    const claims = linkOf(request, 'preferences', dependencies);
    await save(request, claims, dependencies);
    return show(reply, claims, { dependencies, saved: true });
  });
}

interface Showing {
  readonly dependencies: ApiDependencies;
  readonly saved: boolean;
}

async function show(reply: FastifyReply, claims: LinkClaims, { dependencies, saved }: Showing): Promise<FastifyReply> {
  const choosing = await choosingOf(claims, dependencies);
  const { channel, sender } = choosing;
  const markup = preferencesPage({ choices: choicesOf(choosing), channel, sender, saved });
  return reply.type('text/html; charset=utf-8').send(markup);
}

/** Everything off at once is one word; otherwise each line that is not as it was. */
async function save(request: FastifyRequest, claims: LinkClaims, dependencies: ApiDependencies): Promise<void> {
  const { user } = claims;
  const channel = claims.channel ?? null;
  if (fieldOf(request, 'all').includes('out')) {
    return say({ user, says: 'out', scope: { channel, category: null } }, dependencies);
  }
  const choosing = await choosingOf(claims, dependencies);
  const now = dependencies.clock.at(Date.now(), user);
  const isByMail = await cameByMail(claims, dependencies);
  for (const { category, says, at } of changesOf(choosing, wishesOf(request, choosing), { now, isByMail })) {
    await say({ user, says, scope: { channel, category }, at }, dependencies);
  }
}

/** Whoever came by a mail of ours has its address: their Yes needs no second mail. */
async function cameByMail({ channel, nudge }: LinkClaims, { store }: ApiDependencies): Promise<boolean> {
  return (channel ?? (await store.nudges.read(nudge))?.channel) === 'email';
}

/** A page that was open for long may offer what is no more, and lack what is new: neither is wished otherwise. */
function wishesOf(request: FastifyRequest, choosing: Choosing): readonly Choice[] {
  const [offered, wanted] = [new Set(fieldOf(request, 'offered')), new Set(fieldOf(request, 'wanted'))];
  const lines = linesOf(choosing).filter((category) => offered.has(category ?? everythingElse));
  return lines.map((category) => ({ category, wanted: wanted.has(category ?? everythingElse) }));
}

/** No category has this name. */
const everythingElse = '*';

async function choosingOf(
  claims: LinkClaims,
  { store }: ApiDependencies,
): Promise<Choosing & { readonly sender: string | null }> {
  const [user, release] = await Promise.all([store.users.read(claims.user), store.releases.current()]);
  return {
    consents: user.profile.consent,
    policy: (release?.content.policy ?? openPolicy).consent,
    channel: claims.channel ?? null,
    sender: release?.content.settings.sender.name ?? null,
  };
}
