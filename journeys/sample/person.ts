import { randomFrom, type Random } from './random.ts';

/** What the product knows of a device, as Segment's `context` says it. */
export interface Device {
  readonly type: string;
  readonly os: string;
}

/** Someone who uses the product. */
export interface Person {
  readonly id: string;
  readonly firstName: string;
  readonly plan: string;
  readonly country: string;
  readonly zone: string;
  /** Null: neither the app nor the account says a language. */
  readonly locale: string | null;
  /** Where the locale is told: by the app with every event, or by the account as a trait. */
  readonly localeFrom: 'context' | 'traits';
  readonly devices: readonly [Device, ...Device[]];
}

/** Ids that must work like any other; each holds a character that some store, path or query treats specially. */
const oddIds = [
  'mara🦊', 'teams/7/liz', 'j.p.doe', '$root', 'a|b', 'kim@acme.test', 'O Brien', 'Ünal', 'x..y', 'u%2F1',
  "d'arc", '{id}', '-dash', '0', 'a:b:c', '東京',
] as const; // prettier-ignore

const places = [
  { zone: 'Europe/Berlin', country: 'DE', locales: ['de', 'de-DE', 'en', 'en-GB'] },
  { zone: 'Europe/Lisbon', country: 'PT', locales: ['pt', 'pt-PT', 'pt'] },
  { zone: 'Europe/London', country: 'GB', locales: ['en-GB', 'en'] },
  { zone: 'America/New_York', country: 'US', locales: ['en-US', 'en'] },
  { zone: 'America/Los_Angeles', country: 'US', locales: ['en-US', 'en'] },
  { zone: 'America/Sao_Paulo', country: 'BR', locales: ['pt-BR', 'pt-BR', 'pt-br', 'PT'] },
  { zone: 'Asia/Kolkata', country: 'IN', locales: ['en', 'en-GB'] },
  { zone: 'Australia/Sydney', country: 'AU', locales: ['en-AU', 'en'] },
] as const;

const names = [
  'Ana', 'Ben', 'Carla', 'Dev', 'Elif', 'Femi', 'Gita', 'Hugo', 'Inês', 'Jonas', 'Kaya', 'Lena', 'Mateus', 'Noor',
  'Olga', 'Priya', 'Quinn', 'Rui', 'Sofia', 'Tariq', 'Uma', 'Vera', 'Will', 'Xavier', 'Yara', 'Zoë', "D'Arcy", 'Jean-Luc',
] as const; // prettier-ignore

const phones = [
  { type: 'ios', os: 'iOS' },
  { type: 'android', os: 'Android' },
  { type: 'mobile', os: 'Android' },
] as const;
const desks = [
  { type: 'desktop', os: 'macOS' },
  { type: 'desktop', os: 'Windows' },
  { type: 'browser', os: 'Linux' },
] as const;
const tablet = { type: 'tablet', os: 'iPadOS' } as const;

function devicesOf(random: Random): Person['devices'] {
  const draw = random.fraction();
  if (draw < 0.45) return [random.pick(phones)];
  if (draw < 0.8) return [random.pick(desks)];
  if (draw < 0.88) return [tablet];
  return [random.pick(desks), random.pick(phones)];
}

/** Account ids of three generations of the product, as grown systems have them. */
function idOf(number: number, random: Random): string {
  const odd = oddIds[number / 18]; // every 18th: all sixteen are spread over the plots
  if (odd !== undefined) return odd;
  const old = random.between(100_000, 999_999);
  return random.pick([`usr_${random.hex(2)}`, `usr_${random.hex(2)}`, `${old}`, `acct-${random.hex(1)}`]);
}

/** Somebody of the crowd: the same number is always the same person. */
export function personOf(number: number): Person {
  const random = randomFrom(`person ${number}`);
  const place = random.pick(places);
  const told = random.fraction();
  return {
    id: idOf(number, random),
    firstName: random.pick(names),
    plan: random.pick(['free', 'free', 'free', 'team']),
    country: place.country,
    zone: place.zone,
    locale: told < 0.03 ? null : random.pick<string>(place.locales),
    localeFrom: told < 0.08 ? 'traits' : 'context',
    devices: devicesOf(random),
  };
}

/** `<id>@acme.test`, with a hyphen for what an address does not hold plainly. */
export function addressOf(id: string): string {
  const plain = id.toLowerCase().replace(/[^a-z0-9_-]+/g, '-');
  const local = plain.replace(/^-+|-+$/g, '');
  return `${local === '' ? 'user' : local}@acme.test`;
}
