export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

/** The sample's first instant, which is where the demonstration clock starts. */
export const beginning = Date.UTC(2026, 2, 2);
/** Nothing reaches us from here on: two weeks. */
export const ending = beginning + 14 * day;

/** Clocks in the United States go forward at 02:00 local time, on 8 March 2026 at 07:00 UTC in New York. */
const usChange = Date.UTC(2026, 2, 8, 7);

/** Hours east of UTC during the two weeks; `us` zones have one more after the change. */
const zones: Readonly<Record<string, { readonly hours: number; readonly us?: true }>> = {
  'Europe/Berlin': { hours: 1 },
  'Europe/Lisbon': { hours: 0 },
  'Europe/London': { hours: 0 },
  'America/New_York': { hours: -5, us: true },
  'America/Los_Angeles': { hours: -8, us: true },
  'America/Sao_Paulo': { hours: -3 },
  'Asia/Kolkata': { hours: 5.5 },
  'Australia/Sydney': { hours: 11 },
};

/** True between 07:00 and 23:00 in the zone: when people do things. */
export function awake(zone: string, instant: number): boolean {
  const offset = zones[zone];
  if (offset === undefined) throw new Error(`zone ${zone}: expected one of ${Object.keys(zones).join(', ')}`);
  const hours = offset.hours + (offset.us && instant >= usChange ? 1 : 0);
  const local = new Date(instant + hours * hour).getUTCHours();
  return local >= 7 && local < 23;
}
