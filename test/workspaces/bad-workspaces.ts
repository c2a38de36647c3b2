import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Files } from '../../authoring/read/sources.ts';
import { journeyOf, mjml, workspaceWith } from './good.ts';

interface Case {
  readonly name: string;
  readonly files?: Readonly<Record<string, string | null>>;
  readonly steps?: string;
  readonly words?: string;
  readonly text?: string;
  /** `file:line:column code message`, in order. */
  readonly problems: readonly string[];
  /** The same of what only warns; absent: not looked at. */
  readonly warnings?: readonly string[];
}

const folder = new URL('bad/', import.meta.url);

/** The groups of bad workspaces, each with what is said of it. */
export const badWorkspaces: readonly { readonly group: string; readonly cases: readonly Case[] }[] = readdirSync(folder)
  .sort()
  .map((file) => ({
    group: file.replace('.yaml', ''),
    cases: parse(readFileSync(new URL(file, folder), 'utf8')) as readonly Case[],
  }));

/** The whole workspace of a case. */
export function filesOf({ files = {}, steps, words, text }: Case): Files {
  const reminder = text === undefined ? words : mjml(text);
  return workspaceWith({
    ...files,
    ...(steps === undefined ? {} : { 'onboarding/journey.yaml': journeyOf(steps) }),
    ...(reminder === undefined ? {} : { 'templates/reminder/en.mjml': reminder }),
  });
}
