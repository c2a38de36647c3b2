import { Content } from '../../domain/slot/schema.ts';
import { templateOf } from '../../domain/slot/slot.ts';
import type { InAppTemplate, InAppWords } from '../../domain/template/template.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { checkKeys } from '../read/check.ts';
import type { Cursor } from '../read/cursor.ts';
import { readDate } from '../read/read-date.ts';
import { describe, uniqueVariables, type Workspace } from '../template/channel/compiler.ts';
import { readInAppWords } from '../template/channel/in-app.ts';
import { withNames } from '../template/with-names.ts';

/** A content item, compiled; its template is null where something was refused. */
export interface CompiledContent {
  readonly template: InAppTemplate | null;
  /** The variables its words use. */
  readonly variables: readonly string[];
  readonly reviewBy: Instant | null;
}

/** Compiles `content/<item>.yaml` into the in-app template that goes into inboxes, and whose words slots show. */
export function compileContent(cursor: Cursor, item: string, workspace: Workspace): CompiledContent {
  const keys = cursor.value === undefined ? null : checkKeys(Content, cursor);
  if (keys?.content !== undefined && keys.content !== item) {
    cursor.at('content').refuse('VALUE_INVALID', `found "${keys.content}", expected "${item}", the name of its file`);
  }
  const { locales, variables } = readLocales(cursor.at('words'), workspace);
  const reviewBy = readDate(cursor.at('review_by'), keys?.review_by, workspace.vocabulary.zone);
  const described = describe(templateOf(item), keys);
  const template: InAppTemplate | null = described && { ...described, channel: 'in-app', locales };
  return { template: template && withNames(template, variables), variables, reviewBy };
}

interface Read {
  readonly locales: Readonly<Record<string, InAppWords>>;
  readonly variables: readonly string[];
}

function readLocales(cursor: Cursor, workspace: Workspace): Read {
  const entries = cursor.entries();
  const tags = entries.map(([tag]) => tag.toLowerCase());
  const read = entries.map(([tag, words], index) => {
    checkTag(words, tag, tags.slice(0, index));
    const { text, variables } = readInAppWords(words, workspace.vocabulary);
    refuseOfJourneys(words, variables);
    return { tag: tag.toLowerCase(), text, variables };
  });
  const { locale } = workspace;
  if (entries.length > 0 && !tags.includes(locale.toLowerCase())) {
    const message = `"${locale}" is missing; expected words in the workspace's locale, for everybody whom no other fits`;
    cursor.refuse('KEY_MISSING', message, 'key');
  }
  const texts = read.flatMap(({ tag, text }) => (text === null ? [] : [[tag, text] as const]));
  return { locales: Object.fromEntries(texts), variables: uniqueVariables(read.flatMap((each) => each.variables)) };
}

function checkTag(cursor: Cursor, tag: string, before: readonly string[]): void {
  if (!/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(tag)) {
    cursor.refuse('VALUE_INVALID', `found the key "${tag}", expected a language tag such as en or pt-BR`, 'key');
  } else if (before.includes(tag.toLowerCase())) {
    cursor.refuse('VALUE_INVALID', `found "${tag}" with other capitals too, expected each locale once`, 'key');
  }
}

/** What only nudges of a journey know. */
const ofJourneys = ['vars', 'entry', 'waits', 'journey', 'links', 'slots'];

/** A slot is asked by products, which are in no journey. */
function refuseOfJourneys(cursor: Cursor, variables: readonly string[]): void {
  for (const name of variables.filter((each) => ofJourneys.includes(each.split('.', 1)[0] ?? ''))) {
    const message = `found {{ ${name} }}, expected what is known outside of journeys: traits, context, features, user or base_url`;
    cursor.refuse('NAME_UNKNOWN', message, 'key');
  }
}
