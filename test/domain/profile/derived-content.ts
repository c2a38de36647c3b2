import type { Feature } from '../../../domain/profile/feature/feature.ts';
import type { NamedEvent } from '../../../domain/profile/named/named-event.ts';
import type { ReleaseContent } from '../../../domain/release/release.ts';
import { day, hour } from '../../../domain/time/instant.ts';
import { releaseOf } from '../../support/release.ts';

const rows = { path: 'rows', comparison: 'gte', operand: { kind: 'value', value: 1_000 } } as const;

/** Named events of every form: a filter, a sequence after an event as it is sent, one after a named one, a change. */
export const named: Readonly<Record<string, NamedEvent>> = {
  'helped-import': {
    kind: 'event',
    of: 'h',
    on: 'Imported',
    where: [],
    sequence: { after: 'quick-invite', within: day },
  },
  'big-import': { kind: 'event', of: 'b', on: 'Imported', where: [rows], sequence: null },
  'quick-invite': {
    kind: 'event',
    of: 'q',
    on: 'Invited',
    where: [],
    sequence: { after: 'big-import', within: 2 * day },
  },
  'read-after-invite': {
    kind: 'event',
    of: 'r',
    on: 'Read',
    where: [],
    sequence: { after: 'Invited', within: 6 * hour },
  },
  'plan-changed': { kind: 'change', of: 'p', trait: 'plan' },
};

/** Features of every kind. */
export const features: Readonly<Record<string, Feature>> = {
  days_since_sign_up: { kind: 'days_since', of: 'd', since: { kind: 'trait', trait: 'signedUpAt' } },
  visits: { kind: 'active_days', of: 'v', within: 7 * day, on: null },
  reading_days: { kind: 'active_days', of: 'rd', within: 14 * day, on: ['Read', 'read-after-invite'] },
  sessions: { kind: 'sessions', of: 's', gap: hour, within: 7 * day, on: null },
  all_sessions: { kind: 'sessions', of: 'a', gap: 6 * hour, within: null, on: ['Read', 'Invited'] },
  topic: { kind: 'preferred', of: 't', on: ['Read'], by: { kind: 'property', path: 'topic' }, halfLife: 2 * day },
  habit: {
    kind: 'preferred',
    of: 'ha',
    on: ['Read', 'Invited', 'big-import'],
    by: { kind: 'event' },
    halfLife: 5 * day,
  },
  hour: { kind: 'preferred', of: 'ho', on: null, by: { kind: 'hour' }, halfLife: 7 * day },
  progress: { kind: 'progress', of: 'pr', events: ['Invited', 'big-import', 'Read'] },
  hours_to_import: { kind: 'time_to', of: 'ti', event: 'big-import', from: { kind: 'trait', trait: 'signedUpAt' } },
  hours_to_invite: { kind: 'time_to', of: 'tn', event: 'Invited', from: { kind: 'event', event: 'Imported' } },
  hours_since_seen: { kind: 'time_to', of: 'ts', event: 'Invited', from: { kind: 'seen', part: 'first' } },
};

/** A release with all of them. */
export const content: ReleaseContent = releaseOf([], { named, features }).content;
