import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Slow enough that it is the rate they wait for, on a machine with two cores, and not the workers. */
const [herd, others, rate] = [1_000, 50, 5];
/** The policy's, in seconds: many more than the provider takes in it. */
const spread = 60;
/** When the others are due, in seconds after the herd: half of what the benchmark reckons with until all have come. */
const half = (herd + others) / (rate * 0.9) / 2;
/** How late a mail may arrive after its turn, in seconds: a process that stands still so long lets go of them all at once. */
const late = 5;

interface Figures {
  readonly came: number;
  readonly doubles: number;
  readonly secondsToTheLastOfTheHerd: number;
  readonly mailsASecond: number;
  readonly mostInTenSeconds: number;
  readonly waitOfHerd: { readonly longest: number };
  readonly waitOfOthers: { readonly median: number };
}

/**
 * The benchmark with fewer users, in a process of its own as in a shell: its servers and workers are nobody else's. How
 * fast it is there is for `npm run bench:herd` to judge, which has a machine to itself.
 */
async function stampede(): Promise<Figures> {
  const size = [
    '--herd',
    `${herd}`,
    '--others',
    `${others}`,
    '--rate',
    `${rate}`,
    '--spread',
    `${spread}`,
    '--workers',
    '2',
  ];
  const child = spawn(process.execPath, ['--import', 'tsx', 'bench/herd.ts', ...size, '--json'], {
    cwd: root,
  });
  const [printed, said] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (printed === '') throw new Error(said);
  process.stderr.write(`herd: ${printed}`);
  return JSON.parse(printed) as Figures;
}

describe(`a herd of ${herd} whose mails are due at one instant, at a provider that takes ${rate} a second`, () => {
  let figures: Figures;
  beforeAll(async () => {
    figures = await stampede();
  }, 1_200_000);

  it('comes whole, and nobody twice', () => {
    expect(figures).toMatchObject({ came: herd + others, doubles: 0 });
  });

  it('leaves at that pace', () => {
    // How nearly is for the benchmark to say, which has a machine to itself.
    expect(figures.secondsToTheLastOfTheHerd).toBeLessThan((3 * (herd + others)) / rate);
    expect(figures.mailsASecond).toBeLessThanOrEqual(rate);
    expect(figures.mostInTenSeconds).toBeLessThanOrEqual(rate * (10 + late));
  });

  it(`does not starve the ${others} of another journey, who come when half of it is gone`, () => {
    // They would come after it where whoever is due first comes first.
    expect(half + figures.waitOfOthers.median).toBeLessThan(figures.waitOfHerd.longest);
  });
});
