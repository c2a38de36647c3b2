import { Command } from 'commander';
import { additionsFor } from '../../cli/additions.ts';

/** The commands that a program has which was asked for this one. */
async function commandsFor(name: string | undefined): Promise<readonly string[]> {
  const program = new Command();
  for (const add of await additionsFor(name)) add(program);
  return program.commands.map((command) => command.name());
}

describe('what is loaded for a command', () => {
  it('has the command, by its own name, and little else', async () => {
    const all = await commandsFor(undefined);
    expect(all).toContain('explain');
    for (const name of all) {
      const loaded = await commandsFor(name);
      expect(loaded).toContain(name);
      expect(loaded.length).toBeLessThan(8);
    }
  });

  it.each(['nonsense', '--help', 'help'])('is everything where there is none: %s', async (name) => {
    expect(await commandsFor(name)).toEqual(await commandsFor(undefined));
  });
});
