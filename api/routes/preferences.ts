import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { LinkClaims } from '../../domain/link/claims.ts';
import { changesOf, choicesOf, type Choice, type Choosing } from '../../domain/link/preferences.ts';
import { addressPrint } from '../../domain/profile/address-print.ts';
import { openPolicy } from '../../domain/pacing/policy.ts';
import { afterAll, say } from '../consent.ts';
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
  const now = afterAll(choosing.consents, dependencies.clock.at(Date.now(), user));
  for (const { category, says, at, address } of changesOf(choosing, wishesOf(request, choosing), now)) {
    await say({ user, says, scope: { channel, category }, at, address }, dependencies);
  }
}

/**
 * A page that was open for long may offer what is no more, and lack what is new: neither is wished otherwise. Nor is what
 * was not touched on it, whatever has become of it meanwhile: by one click in a mail, by a complaint.
 */
function wishesOf(request: FastifyRequest, choosing: Choosing): readonly Choice[] {
  const has = (name: 'offered' | 'was' | 'wanted', line: string): boolean => fieldOf(request, name).includes(line);
  return choicesOf(choosing).flatMap(({ category, wanted: isNow }) => {
    const line = category ?? everythingElse;
    if (!has('offered', line)) return [];
    const isWished = has('wanted', line);
    return [{ category, wanted: has('was', line) === isWished ? isNow : isWished }];
  });
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
    address: addressPrint(user.profile.traits.email),
    cameTo: claims.address ?? null,
    policy: (release?.content.policy ?? openPolicy).consent,
    channel: claims.channel ?? null,
    sender: release?.content.settings.sender.name ?? null,
  };
}
