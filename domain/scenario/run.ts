import type { Release } from '../release/release.ts';
import type { PlayedLine } from '../simulation/play.ts';
import { differencesOf, type Difference } from './differences.ts';
import { make } from './made.ts';
import type { Scenario } from './scenario.ts';

/** What came of a scenario: it passed where there is no difference. */
export interface ScenarioResult {
  readonly scenario: Scenario;
  readonly differences: readonly Difference[];
  /** The way through the scenario's own journey, all visits one after the other. */
  readonly path: readonly PlayedLine[];
}

/** Plays a scenario to its end, with every journey of the release, and compares what its own journey did. */
export function runScenario(release: Release, scenario: Scenario): ScenarioResult {
  const made = make(release, scenario);
  return { scenario, path: made.path, differences: differencesOf(scenario, made) };
}
