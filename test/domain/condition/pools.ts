import { day } from '../../../domain/time/instant.ts';
import { now } from './workspace.ts';

/*
 * Small pools: two values drawn at random have to be equal often, or one before the other, or no test decides anything.
 */
export const texts = [
  '',
  'a',
  'b',
  'ab',
  'team',
  'enterprise',
  'A',
  'a.b',
  'a\nb',
  'b\n',
  '(',
  'é',
  '2026-03-01',
  '1.2',
];
export const literals = ['a', 'b', 'a\n', '.', '(', 'é'];
export const numbers = [-1, 0, 1, 1.5, 2, 5, now, now - 2 * day];
export const dates = [
  '2026-03-01',
  '2026-03-04',
  '2026-03-04T12:00:00Z',
  '2026-03-04T13:00:00+01:00',
  '2026-03-02T09:00',
];
export const versions = ['1', '1.2', '1.2.0', 'v1.10', '1.2.0-beta', '1.2.0-beta.2', '2'];
export const durations = ['0d', '2d', '36h', '7d', '90s'];
export const events = ['Signed Up', 'Project Created', 'a.b'];
export const arms = ['control', 'video'];
