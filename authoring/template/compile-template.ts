import { alternatives } from '../read/expected.ts';
import type { Sources } from '../read/sources.ts';
import { own } from '../../domain/own.ts';
import type { templateFiles } from '../../domain/template/schema.ts';
import type { ChannelCompiler, CompiledTemplate, TemplatePlace, Workspace } from './channel/compiler.ts';
import { email } from './channel/email.ts';
import { inApp } from './channel/in-app.ts';
import { push } from './channel/push.ts';
import { webhook } from './channel/webhook.ts';
import { withNames } from './with-names.ts';

type AuthoredChannel = keyof typeof templateFiles;

/** How a template of each channel is compiled: the one exhaustive table. */
const compilers: Readonly<Record<AuthoredChannel, ChannelCompiler>> = { email, 'in-app': inApp, webhook, push };

/** Compiles `templates/<name>/`: its description, and its words in every locale. */
export async function compileTemplate(
  sources: Sources,
  place: TemplatePlace,
  workspace: Workspace,
): Promise<CompiledTemplate> {
  const path = `templates/${place.name}/template.yaml`;
  const cursor = sources.yaml(path);
  if (sources.text(path) === undefined) {
    const message = 'there is no template.yaml beside the words of this template';
    sources.refuse(path, { code: 'FILE_MISSING', message });
  }
  const channel = channelOf(cursor.at('channel').value, place);
  refuseOtherWords(sources, place, channel);
  // Where the description is broken, nobody knows which words it would want.
  if (cursor.value !== undefined || place.words.length > 0) requireWords(sources, place, { channel, locale: workspace.locale }); // prettier-ignore
  const words = wordsFor(channel, place);
  const compiling = { sources, cursor, name: place.name, words, workspace };
  const { template, variables } = await compilers[channel](compiling);
  return { template: template && withNames(template, variables), variables };
}

/** Where the channel is wrong, what is beside it tells which was meant. */
function channelOf(value: unknown, { words }: TemplatePlace): AuthoredChannel {
  const known = typeof value === 'string' && own(compilers, value) !== undefined;
  if (known) return value as AuthoredChannel;
  return words.length > 0 && words.every(({ kind }) => kind === 'yaml') ? 'in-app' : 'email';
}

/** How the words of each channel are written. */
const kinds: Readonly<Record<AuthoredChannel, readonly string[]>> = {
  email: ['mjml'],
  'in-app': ['yaml'],
  webhook: [],
  push: ['mjml', 'yaml'],
};

function wordsFor(channel: AuthoredChannel, { words }: TemplatePlace): TemplatePlace['words'] {
  return words.filter(({ kind }) => kinds[channel].includes(kind));
}

function refuseOtherWords(sources: Sources, place: TemplatePlace, channel: AuthoredChannel): void {
  const fitting = wordsFor(channel, place);
  for (const { file, locale } of place.words.filter((each) => !fitting.includes(each))) {
    const wanted = kinds[channel].map((kind) => `${locale}.${kind}`);
    const message = `expected the words of this ${channel} template in ${alternatives(wanted)}`;
    const problem = { code: 'FILE_UNEXPECTED', message: wanted.length === 0 ? wordless : message } as const;
    sources.refuse(`templates/${place.name}/${file}`, problem);
  }
}

const wordless = 'expected no words beside a webhook: all that it sends is the payload of its template.yaml';

/** One of the wrong kind in that locale was refused already: there is no need to miss the right one, too. */
function requireWords(
  sources: Sources,
  { name, words }: TemplatePlace,
  { channel, locale }: { readonly channel: AuthoredChannel; readonly locale: string },
): void {
  const [kind] = kinds[channel];
  if (kind === undefined || words.some((each) => each.locale.toLowerCase() === locale.toLowerCase())) return;
  const message = `there is no ${locale}.${kind}; expected the words in the workspace's locale, for everybody whom no other fits`;
  sources.refuse(`templates/${name}/${locale}.${kind}`, { code: 'FILE_MISSING', message });
}
