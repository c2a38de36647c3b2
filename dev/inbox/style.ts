/** The inbox's style sheet: system fonts, the reader's own light or dark, nothing fetched from elsewhere. */
export const style = `
:root { color-scheme: light dark; --ground: light-dark(#f6f7f9, #14161a); --paper: light-dark(#fff, #1d2026);
  --ink: light-dark(#1b1f27, #e8eaee); --faint: light-dark(#5c6675, #9aa4b2); --line: light-dark(#dfe3e9, #2e333c);
  --accent: light-dark(#1f5fd0, #8ab4ff); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
header, main { max-width: 62rem; margin: 0 auto; padding: 1rem; }
header { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; align-items: end; justify-content: space-between; }
h1 { margin: 0; font-size: 1.4rem; } h1 a { color: inherit; text-decoration: none; }
a { color: var(--accent); } a:focus-visible, button:focus-visible, input:focus-visible, summary:focus-visible
{ outline: 3px solid var(--accent); outline-offset: 2px; }
form { display: flex; gap: .5rem; align-items: end; } label { font-size: .85rem; color: var(--faint); }
input, button { font: inherit; padding: .35rem .6rem; border: 1px solid var(--line); border-radius: .4rem;
  background: var(--paper); color: var(--ink); } label input { display: block; width: 16rem; max-width: 60vw; }
button { cursor: pointer; }
.mails { list-style: none; margin: 0; padding: 0; background: var(--paper); border: 1px solid var(--line);
  border-radius: .6rem; overflow: hidden; }
.mails li + li { border-top: 1px solid var(--line); }
.mails a { display: grid; grid-template-columns: 15rem 1fr auto; gap: .25rem 1rem; padding: .6rem 1rem; color: inherit;
  text-decoration: none; } .mails a:hover { background: var(--ground); }
.mails span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.subject { font-weight: 600; } time, .to, .note, dt { color: var(--faint); }
.note { margin: .5rem 0; font-size: .9rem; } dl { display: grid; grid-template-columns: auto 1fr; gap: .1rem 1rem; }
dd { margin: 0; overflow-wrap: anywhere; }
iframe { width: 100%; height: 65vh; border: 1px solid var(--line); border-radius: .6rem; background: #fff; }
details { margin-top: 1rem; } summary { cursor: pointer; font-weight: 600; }
pre { padding: 1rem; background: var(--paper); border: 1px solid var(--line); border-radius: .6rem; overflow-x: auto;
  white-space: pre-wrap; overflow-wrap: anywhere; font-size: .85rem; }
@media (max-width: 45rem) { .mails a { grid-template-columns: 1fr auto; } .subject { grid-column: 1 / -1; grid-row: 1; } }
`;

/**
 * The list looks every two seconds whether mails came, and then shows them without moving the reader: a reload would take the focus
 * away. Where scripts are off, the list still is complete when the page is opened.
 */
export const script = `
const list = document.getElementById('list');
const look = async () => {
  try {
    const page = await fetch(location.href, { headers: { accept: 'text/html' } });
    const fresh = new DOMParser().parseFromString(await page.text(), 'text/html').getElementById('list');
    const focused = document.activeElement && document.activeElement.id;
    if (fresh.dataset.newest !== list.dataset.newest) {
      list.replaceChildren(...fresh.childNodes);
      list.dataset.newest = fresh.dataset.newest;
      if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    }
  } catch { /* the inbox was stopped; it may come back */ }
  setTimeout(look, 2000);
};
if (list) setTimeout(look, 2000);
`;
