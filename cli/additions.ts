import type { Command } from 'commander';

/** A module that adds commands to the program, and their names. */
interface Addition {
  readonly names: readonly string[];
  readonly load: () => Promise<(program: Command) => void>;
}

/** All there are, in the order in which the help tells them. */
const additions: readonly Addition[] = [
  { names: ['publish'], load: async () => (await import('./commands/publish.ts')).addPublish },
  { names: ['validate'], load: async () => (await import('./commands/validate.ts')).addValidate },
  { names: ['test'], load: async () => (await import('./commands/test.ts')).addTest },
  { names: ['preview'], load: async () => (await import('./commands/preview.ts')).addPreview },
  { names: ['ingest'], load: async () => (await import('./commands/ingest.ts')).addIngest },
  { names: ['inspect'], load: async () => (await import('./commands/inspect.ts')).addInspect },
  { names: ['explain'], load: async () => (await import('./commands/explain.ts')).addExplain },
  { names: ['list'], load: async () => (await import('./commands/list.ts')).addList },
  {
    names: ['pause', 'resume', 'skip', 'move', 'resend', 'leave'],
    load: async () => (await import('./commands/act.ts')).addActions,
  },
  { names: ['log'], load: async () => (await import('./commands/log.ts')).addLog },
  { names: ['decide'], load: async () => (await import('./commands/decide.ts')).addDecide },
  { names: ['inbox'], load: async () => (await import('./commands/inbox.ts')).addInbox },
  { names: ['pacing'], load: async () => (await import('./commands/pacing.ts')).addPacing },
  { names: ['policy'], load: async () => (await import('./commands/policy.ts')).addPolicy },
  { names: ['reconcile'], load: async () => (await import('./commands/reconcile.ts')).addReconcile },
  { names: ['segment'], load: async () => (await import('./commands/segment.ts')).addSegment },
  { names: ['forget', 'readmit'], load: async () => (await import('./commands/forget.ts')).addForget },
  { names: ['export'], load: async () => (await import('./commands/export.ts')).addExport },
  { names: ['refresh'], load: async () => (await import('./commands/refresh.ts')).addRefresh },
  { names: ['switch'], load: async () => (await import('./commands/switch.ts')).addSwitch },
  { names: ['serve'], load: async () => (await import('./commands/serve.ts')).addServe },
  { names: ['doctor'], load: async () => (await import('./commands/doctor.ts')).addDoctor },
  { names: ['start'], load: async () => (await import('./commands/start.ts')).addStart },
];

/** What adds the command of a name; where there is none of that name, everything, which takes a second or two to load. */
export async function additionsFor(name: string | undefined): Promise<readonly ((program: Command) => void)[]> {
  if (name === '--version') return [];
  const named = additions.filter(({ names }) => name !== undefined && names.includes(name));
  const loaded: ((program: Command) => void)[] = [];
  for (const { load } of named.length > 0 ? named : additions) loaded.push(await load());
  return loaded;
}
