import type { Scene } from './scene.ts';

/** What people do on their way, each between two offsets of their story. Returns when. */
type Deed = (scene: Scene, low: number, high: number) => number;

export const profile: Deed = (scene, low, high) => {
  const offset = scene.within(low, high);
  scene.track('Profile Completed', offset, { properties: { fields: scene.random.between(3, 9) } });
  return offset;
};

export const invites: Deed = (scene, low, high) => {
  const offset = scene.within(low, high);
  scene.track('Teammate Invited', offset, { properties: { role: scene.random.pick(['member', 'guest']) } });
  return offset;
};

export const project: Deed = (scene, low, high) => {
  const offset = scene.within(low, high);
  scene.track('Project Created', offset, { properties: { source: scene.random.pick(['blank', 'gallery']) } });
  return offset;
};

/** Into the workspace of the sign-up, with rows enough. */
export const imports: Deed = (scene, low, high) => {
  const offset = scene.within(low, high);
  const source = scene.random.pick(['a spreadsheet', 'another tool']);
  const properties = { rows: scene.random.between(10, 4000), source, workspace: scene.workspace };
  scene.track('Import Finished', offset, { properties });
  return offset;
};

export const importFails: Deed = (scene, low, high) => {
  const offset = scene.within(low, high);
  const reason = scene.random.pick(['the file is empty', 'a column has two names', 'the file is no table']);
  scene.track('Import Failed', offset, { properties: { reason, workspace: scene.workspace } });
  return offset;
};
