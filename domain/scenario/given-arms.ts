import type { Experiment } from '../experiment/experiment.ts';
import { own } from '../own.ts';
import type { Release } from '../release/release.ts';
import type { GivenArms } from './scenario.ts';

/** The release with experiments that give everybody in their target the one arm, so that no hash decides a scenario. */
export function withArms(release: Release, arms: GivenArms): Release {
  if (Object.keys(arms).length === 0) return release;
  const given = Object.entries(release.content.experiments).map(([name, experiment]) => {
    return [name, withArm(experiment, own(arms, name))] as const;
  });
  return { ...release, content: { ...release.content, experiments: Object.fromEntries(given) } };
}

function withArm(experiment: Experiment, arm: string | null | undefined): Experiment {
  if (arm === undefined) return experiment;
  return arm === null ? { ...experiment, coverage: 0 } : { ...experiment, coverage: 1, arms: [{ arm, weight: 1 }] };
}
