import type { z } from 'zod';
import { openPolicy, type Cap, type Policy, type Scope } from '../../domain/pacing/policy.ts';
import { PolicyFile } from '../../domain/pacing/schema.ts';
import type { Channel } from '../../domain/template/template.ts';
import { checkKeys } from '../read/check.ts';
import type { Cursor } from '../read/cursor.ts';
import { refuseEndless } from './endless.ts';
import { readHours } from './hours.ts';
import { checkPolicyNames, type PolicyNames } from './names.ts';
import { isChannel, warnOfPush } from './push.ts';

type Keys = Partial<z.output<typeof PolicyFile>>;

/** Reads `policy.yaml`; what is wrong was reported. Null where it is no mapping at all. */
export function readPolicy(file: Cursor, names: PolicyNames): Policy | null {
  if (file.value === undefined || file.value === null) return openPolicy;
  const keys = checkKeys(PolicyFile, file);
  if (keys === null) return null;
  checkPolicyNames(file, names);
  warnOfPush(file);
  const [quiet, allowed] = [readHours(file.at('quiet'), keys.quiet), readHours(file.at('allowed'), keys.allowed)];
  if (quiet !== null && allowed !== null) refuseEndless(file, { quiet, allowed });
  return { ...compile(keys), quiet: quiet ?? [], allowed: allowed ?? [] };
}

function compile({ caps = [], consent = {}, rates = {}, tracking = {}, ...rest }: Keys): Policy {
  const { gap, priority, holdout, spread } = rest;
  return {
    ...openPolicy,
    ...said<Partial<Policy>>({ gap, priority, holdout, spread }),
    caps: caps.flatMap(capOf),
    consent: { modes: { ...openPolicy.consent.modes, ...byChannel(consent) }, categories: consent.categories ?? [] },
    rates: byChannel(rates),
    tracking: { ...openPolicy.tracking, ...said(tracking) },
  };
}

/** A cap of a channel that nothing goes out by caps nothing. */
function capOf({ id, max, per, channel, ...rest }: NonNullable<Keys['caps']>[number]): readonly Cap[] {
  if (channel !== undefined && !isChannel(channel)) return [];
  const of: Scope = said({ channel, ...rest });
  return [{ id, of, max, per }];
}

/** What is said of channels that something goes out by. */
function byChannel<Value>(
  values: Readonly<Partial<Record<Channel, Value | undefined>>>,
): Readonly<Partial<Record<Channel, Value>>> {
  return said<Partial<Record<Channel, Value>>>({
    email: values.email,
    'in-app': values['in-app'],
    webhook: values.webhook,
  });
}

/** Without the keys that were not written. */
function said<Values extends object>(values: { readonly [Key in keyof Values]: Values[Key] | undefined }): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Values;
}
