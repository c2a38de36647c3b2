import { itemsOf } from '../../domain/slot/items-of.ts';
import { templateOf, type ContentItem, type Slot } from '../../domain/slot/slot.ts';
import type { Sources } from '../read/sources.ts';
import type { CompiledTemplate, Workspace } from '../template/channel/compiler.ts';
import type { Layout } from '../workspace/layout.ts';
import { compileContent } from './compile-content.ts';
import { compileSlot } from './compile-slot.ts';

/** The slots of a workspace and what they show. */
export interface CompiledShelf {
  readonly slots: Readonly<Record<string, Slot>>;
  readonly items: Readonly<Record<string, ContentItem>>;
  /** What the items are compiled into, by the templates' names. */
  readonly templates: ReadonlyMap<string, CompiledTemplate>;
  /** Slot → the templates of all that it may show; none of a slot that was refused. */
  readonly shows: ReadonlyMap<string, readonly string[]>;
}

/** Compiles `slots/` and `content/`. What is wrong was reported, and is left out of the result. */
export function compileShelf(sources: Sources, layout: Layout, workspace: Workspace): CompiledShelf {
  const contents = layout.content.map((item) => {
    return { item, ...compileContent(sources.yaml(`content/${item}.yaml`), item, workspace) };
  });
  const readable = layout.slots.filter((slot) => !sources.unreadable(`slots/${slot}.yaml`));
  const names = { vocabulary: workspace.vocabulary, items: layout.content };
  const slots = readable.map((slot) => [slot, compileSlot(sources.yaml(`slots/${slot}.yaml`), slot, names)] as const);
  const right = slots.flatMap(([name, slot]) => (slot === null ? [] : [[name, slot] as const]));
  const shows = layout.slots.map((name) => [name, templatesOf(right.find(([each]) => each === name)?.[1])] as const);
  return {
    slots: Object.fromEntries(right),
    items: Object.fromEntries(
      contents.map(({ item, reviewBy }) => [item, { item, template: templateOf(item), reviewBy }]),
    ),
    templates: new Map(contents.map(({ item, template, variables }) => [templateOf(item), { template, variables }])),
    shows: new Map(shows),
  };
}

function templatesOf(slot: Slot | undefined): readonly string[] {
  return slot === undefined ? [] : itemsOf(slot).map(templateOf);
}
