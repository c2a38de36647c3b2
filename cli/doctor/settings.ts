import type { Configuration } from '../../domain/configuration/configuration.ts';
import { fine, warning, wrong, type Finding } from './finding.ts';

/** Looks at the settings that no server tells anything of. */
export function lookAtSettings({ links, forget, clock }: Configuration): readonly Finding[] {
  // The demonstration makes its own.
  return clock === 'demonstration' ? [] : [linksOf(links), forgetOf(forget)];
}

function linksOf({ secrets, publicUrl }: Configuration['links']): Finding {
  if (secrets.length === 0) {
    const todo = 'set it for workers and the API alike: openssl rand -base64 32';
    return wrong('links', 'USHER_LINK_SECRET is not set: a worker does not start', todo);
  }
  if (publicUrl === null)
    return wrong(
      'links',
      'USHER_PUBLIC_URL is not set: a worker does not start',
      'set it to where people reach usher serve',
    );
  if (publicUrl.startsWith('http:'))
    return warning('links', `lead to ${publicUrl}`, 'use https:// for everybody but yourself');
  return fine('links', `lead to ${publicUrl}, ${keys(secrets.length)}`);
}

function forgetOf({ secrets }: Configuration['forget']): Finding {
  if (secrets.length > 0) return fine('forget key', keys(secrets.length));
  const todo = 'set it for workers, the API and commands alike: openssl rand -base64 32; keep it as long as the proofs';
  return warning('forget key', 'USHER_FORGET_SECRET is not set: nobody can be forgotten', todo);
}

function keys(count: number): string {
  return count === 1 ? 'one key' : `${count} keys`;
}
