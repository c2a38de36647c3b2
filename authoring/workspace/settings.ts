import type { WorkspaceSettings } from '../../domain/release/release.ts';
import { didYouMean } from '../../domain/condition/nearest.ts';
import { Settings } from '../../domain/workspace/schema.ts';
import { checkKeys } from '../read/check.ts';
import type { Cursor } from '../read/cursor.ts';

/** With these the rest of a workspace is looked at when its settings are wrong. */
const neutral: WorkspaceSettings = {
  zone: 'UTC',
  locale: 'en',
  sender: { name: '', address: '' },
  baseUrl: 'https://example.test',
};

/** Reads `workspace.yaml`; what is wrong was reported, and stands as something neutral in the result. */
export function readSettings(cursor: Cursor): WorkspaceSettings {
  if (cursor.value === undefined) return neutral;
  const { zone, locale, sender, base_url } = checkKeys(Settings, cursor) ?? {};
  return {
    zone: zone === undefined ? neutral.zone : knownZone(cursor.at('zone'), zone),
    locale: locale ?? neutral.locale,
    sender: sender ?? neutral.sender,
    baseUrl: base_url ?? neutral.baseUrl,
  };
}

function knownZone(cursor: Cursor, zone: string): string {
  if (isZone(zone)) return zone;
  const slip = didYouMean(zone, Intl.supportedValuesOf('timeZone'));
  cursor.refuse('VALUE_INVALID', `found "${zone}", expected an IANA time zone such as Europe/Berlin${slip}`);
  return neutral.zone;
}

/** Offsets such as +02:00 are zones to the runtime, but know no daylight saving: refused. */
function isZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).format(0) !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
