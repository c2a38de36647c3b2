import { importPlots } from './import-plots.ts';
import { personOf } from './person.ts';
import { onboardingPlots, type Plot } from './plots.ts';
import { randomFrom } from './random.ts';
import { sceneOf, startOf, type Scene } from './scene.ts';
import { teamPlots } from './team-plots.ts';
import { beginning, day, minute } from './time.ts';
import { untidyPlots } from './untidy-plots.ts';
import { winBackPlots } from './win-back-plots.ts';

/** Room for what comes a moment before a story's start. */
const prelude = 10 * minute;

function play(plot: Plot, number: number): Scene {
  const person = personOf(number);
  const random = randomFrom(`story ${number}`);
  const [first, last] = plot.days;
  const start = startOf({ person, random }, beginning + first * day + prelude, beginning + last * day);
  const scene = sceneOf(person, start, random);
  plot.tell(scene);
  return scene;
}

/** Everybody but the six: as many people for every plot as it asks for. */
export function theCrowd(): readonly Scene[] {
  const plots = [...onboardingPlots, ...importPlots, ...untidyPlots, ...winBackPlots, ...teamPlots];
  const roles = plots.flatMap((plot) => Array.from({ length: plot.people }, () => plot));
  return roles.map((plot, number) => play(plot, number));
}
