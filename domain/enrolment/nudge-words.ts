import { own } from '../own.ts';
import type { ReleaseContent } from '../release/release.ts';
import { originOf, type Template } from '../template/template.ts';

interface Naming {
  readonly templates: ReleaseContent['templates'];
  /** The masked address of the user. */
  readonly to: string;
}

/** "email welcome to b…@acme.test": what goes out, by which channel, and where to, as far as anybody may read it. */
export function nudgeWords(names: readonly string[], { templates, to }: Naming): string {
  const ways = names.map((name) => ({ name, ...wayOf(own(templates, name), to) }));
  const channels = [...new Set(ways.map(({ channel, place }) => `${channel} ${place}`))];
  return channels
    .map((way) => ways.filter(({ channel, place }) => `${channel} ${place}` === way))
    .map((same) => [same[0]?.channel, same.map(({ name }) => name).join(' or '), same[0]?.place])
    .map((words) => words.filter(Boolean).join(' '))
    .join(', or ');
}

interface Way {
  readonly channel: string;
  /** "to b…@acme.test"; empty where nobody needs to be told. */
  readonly place: string;
}

function wayOf(template: Template | undefined, to: string): Way {
  switch (template?.channel) {
    case 'email':
      return { channel: 'email', place: `to ${to}` };
    case 'in-app':
      return { channel: 'in-app', place: '' };
    case 'webhook':
      return { channel: 'webhook', place: `to ${originOf(template).replace(/^https?:\/\//, '')}` };
    case undefined:
      return { channel: 'nudge', place: '' };
  }
}
