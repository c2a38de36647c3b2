/**
 * The part of liquidjs that is used here, of its browser build: that one reads no files and needs nothing of node, and
 * the types it ships would bring node's into the domain.
 */
declare module 'liquidjs/dist/liquid.browser.mjs' {
  export interface LiquidOptions {
    readonly strictVariables: boolean;
    readonly strictFilters: boolean;
    readonly ownPropertyOnly: boolean;
    readonly outputEscape?: 'escape' | ((value: unknown) => string);
    readonly templates: Readonly<Record<string, string>>;
    readonly locale: string;
    readonly timezoneOffset: string;
    /** Characters of one template. */
    readonly parseLimit: number;
    /** Milliseconds of one rendering. */
    readonly renderLimit: number;
    /** New objects and characters made by one rendering. */
    readonly memoryLimit: number;
  }

  /** A parsed template; opaque. */
  export interface Template {
    readonly token: object;
  }

  export interface Variable {
    /** `traits.plan` is two; a variable inside brackets is a segment of its own. */
    readonly segments: readonly (string | number | Variable)[];
    readonly location: { readonly row: number; readonly col: number };
  }

  export class Liquid {
    constructor(options: LiquidOptions);
    readonly filters: Record<string, unknown>;
    readonly tags: Record<string, unknown>;
    parse(text: string): Template[];
    renderSync(template: readonly Template[], data: object): unknown;
    analyzeSync(template: readonly Template[]): { readonly globals: Readonly<Record<string, readonly Variable[]>> };
  }
}
