import { html, type Markup } from './html.ts';

/** A page for people: one heading, and what can be done. It works without scripts, and fetches its style and nothing else. */
export function page(title: string, main: Markup): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="../usher.css" />
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${main}
        </main>
      </body>
    </html> `.markup;
}

/** Its style sheet: system fonts, the reader's own light or dark. */
export const style = `
:root { color-scheme: light dark; --ground: light-dark(#f6f7f9, #14161a); --paper: light-dark(#fff, #1d2026);
  --ink: light-dark(#1b1f27, #e8eaee); --faint: light-dark(#5c6675, #9aa4b2); --line: light-dark(#dfe3e9, #2e333c);
  --accent: light-dark(#1f5fd0, #8ab4ff); --on-accent: light-dark(#fff, #14161a); }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--ground); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif; }
main { width: min(32rem, 100% - 2rem); margin: 2rem 0; padding: 1.75rem 2rem; background: var(--paper);
  border: 1px solid var(--line); border-radius: .8rem; }
h1 { margin: 0 0 .75rem; font-size: 1.4rem; line-height: 1.3; overflow-wrap: anywhere; }
p { margin: .75rem 0; } .note { color: var(--faint); font-size: .9rem; }
a { color: var(--accent); }
a:focus-visible, button:focus-visible, input:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
fieldset { margin: 1rem 0; padding: 0; border: 0; } legend { padding: 0; color: var(--faint); font-size: .9rem; }
fieldset label { display: flex; gap: .75rem; align-items: center; min-height: 2.75rem; padding: .25rem 0;
  border-bottom: 1px solid var(--line); cursor: pointer; overflow-wrap: anywhere; }
input[type=checkbox] { width: 1.2rem; height: 1.2rem; margin: 0; flex: none; accent-color: var(--accent); }
.actions { display: flex; flex-wrap: wrap; gap: .75rem; margin-top: 1.25rem; }
button { min-height: 2.75rem; padding: .5rem 1.1rem; font: inherit; cursor: pointer; border: 1px solid var(--line);
  border-radius: .5rem; background: var(--paper); color: var(--ink); }
button.first { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
[role=status] { padding: .6rem .9rem; border-left: 3px solid var(--accent); background: var(--ground); }
`;
