import type { FastifyRequest } from 'fastify';
import type { LinkClaims, LinkKind } from '../domain/link/claims.ts';
import type { Scope } from '../domain/link/preferences.ts';
import { open } from '../domain/link/seal.ts';
import type { ApiDependencies } from './dependencies.ts';

/** What the link of a request says. @throws UsherError LINK_INVALID, LINK_EXPIRED */
export function linkOf(request: FastifyRequest, kind: LinkKind, { links, clock }: ApiDependencies): LinkClaims {
  const { token } = request.params as { readonly token: string };
  return open(links, token, { kind, now: clock.at(Date.now(), '') });
}

/** What a link speaks of. */
export function scopeOf({ channel, category }: LinkClaims): Scope {
  return { channel: channel ?? null, category: category ?? null };
}
