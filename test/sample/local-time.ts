const minute = 60_000;
const day = 24 * 60 * minute;
/** All zones of the sample are whole or half hours from UTC, so that every full quarter of an hour is one everywhere. */
const quarter = 15 * minute;
/** A week, and what a date may be moved. */
const searched = (14 * day) / quarter;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  // Sweden writes 2026-03-02 09:00.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  formats.set(zone, format);
  return format;
}

/** What clocks and calendars of a zone show: `2026-03-02 09:00`. */
function shown(zone: string, at: number): string {
  return formatOf(zone).format(at);
}

export interface DateAndTime {
  /** 2026-03-02. */
  readonly date: string;
  /** 09:00. */
  readonly time: string;
}

export function dateAndTime(zone: string, at: number): DateAndTime {
  const [date = '', time = ''] = shown(zone, at).split(' ');
  return { date, time };
}

/** Looks at one quarter of an hour after the other. */
function first(from: number, fits: (at: number) => boolean): number {
  const start = Math.ceil(from / quarter) * quarter;
  for (let step = 0; step < searched; step += 1) {
    const at = start + step * quarter;
    if (fits(at)) return at;
  }
  throw new Error(`nothing fits within two weeks of ${new Date(from).toISOString()}`);
}

/** Sunday is 0. */
function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay();
}

/** The first instant after `after` at which clocks show `time` on one of the weekdays. */
export function nextMorning(
  zone: string,
  after: number,
  { time, days }: { readonly time: string; readonly days: readonly number[] },
): number {
  return first(after + 1, (at) => {
    const [date = '', clock] = shown(zone, at).split(' ');
    return clock === time && days.includes(weekdayOf(date));
  });
}

/** When clocks show `time`, so many days of the calendar before an instant's. */
export function daysBefore(zone: string, instant: number, { days, time }: { days: number; time: string }): number {
  const [date = ''] = shown(zone, instant).split(' ');
  const wanted = new Date(Date.parse(`${date}T00:00:00Z`) - days * day).toISOString().slice(0, 10);
  return first(instant - (days + 2) * day, (at) => shown(zone, at) === `${wanted} ${time}`);
}
