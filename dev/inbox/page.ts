import { html, type Markup } from './html.ts';
import type { Message, Summary } from './message.ts';

/** More rows make no page better; the filter finds the rest. */
const mostShown = 200;

function layout(title: string, header: Markup, main: Markup): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/inbox.css" />
        <script type="module" src="/inbox.js"></script>
      </head>
      <body>
        <header>${header}</header>
        <main>${main}</main>
      </body>
    </html> `.markup;
}

/** What the mail says about when it was written; under the demonstration clock that differs from when it came. */
function whenOf({ date, receivedAt }: Summary): string {
  return `${(date ?? receivedAt).slice(0, 16).replace('T', ' ')} UTC`;
}

function subjectOf({ subject }: Summary): string {
  return subject === '' ? '(no subject)' : subject;
}

function row(summary: Summary): Markup {
  return html`<li>
    <a id="m${summary.id}" href="/messages/${summary.id}">
      <span class="to">${summary.to.join(', ')}</span><span class="subject">${subjectOf(summary)}</span>
      <time datetime="${summary.date ?? summary.receivedAt}">${whenOf(summary)}</time></a
    >
  </li> `;
}

function countOf(shown: number, all: number): string {
  if (all === 0) return 'No mail yet. New ones appear here by themselves.';
  return shown < all ? `The newest ${shown} of ${all} mails.` : `${all} mail${all === 1 ? '' : 's'}, newest first.`;
}

/** The list of mails, newest first, as far as they are to this recipient (all when empty). */
export function listPage(summaries: readonly Summary[], to: string): string {
  const shown = summaries.slice(0, mostShown);
  return layout(
    'Inbox',
    html`<h1><a href="/">Inbox</a></h1>
      <form method="get" action="/" role="search">
        <label
          >Recipient
          <input type="search" name="to" value="${to}" autocomplete="off" placeholder="ada@acme.test" /></label
        ><button>Show</button>
      </form>`,
    html`<div id="list" data-newest="${shown[0]?.id ?? ''}">
      <p class="note" role="status">${countOf(shown.length, summaries.length)}</p>
      ${
        shown.length === 0
          ? ''
          : html`<ul class="mails">
              ${shown.map(row)}
            </ul>`
      }
    </div>`,
  );
}

function body(message: Message): Markup {
  if (message.html === null) return html`<pre>${message.text}</pre>`;
  // No script, no form, no access to this page: a mail holds values that users typed. Links open in a new tab.
  return html`<iframe
      title="The mail"
      src="/messages/${message.id}/html"
      sandbox="allow-popups allow-popups-to-escape-sandbox"
      referrerpolicy="no-referrer"
    ></iframe>
    <details>
      <summary>Text</summary>
      <pre>${message.text}</pre>
    </details>`;
}

function attachmentList({ attachments }: Message): Markup {
  const names = attachments.map(({ name, type, size }) => `${name} (${type}, ${size} bytes)`).join(', ');
  return names === ''
    ? html``
    : html`<dt>Attached</dt>
        <dd>${names}</dd>`;
}

/** One mail: who, when, the mail itself, its text, headers and source. */
export function messagePage(message: Message): string {
  return layout(
    `${subjectOf(message)} · Inbox`,
    html`<h1>${subjectOf(message)}</h1>
      <nav><a href="/">All mails</a></nav>`,
    html`<dl>
        <dt>From</dt>
        <dd>${message.from}</dd>
        <dt>To</dt>
        <dd>${message.to.map((to) => html`<a href="/?to=${encodeURIComponent(to)}">${to}</a> `)}</dd>
        <dt>Date</dt>
        <dd>${whenOf(message)}</dd>
        ${attachmentList(message)}
      </dl>
      ${body(message)}
      <details>
        <summary>Headers</summary>
        <dl>
          ${message.headers.map(
            ({ name, value }) =>
              html`<dt>${name}</dt>
                <dd>${value}</dd>`,
          )}
        </dl>
      </details>
      <details>
        <summary>Source</summary>
        <pre>${message.source}</pre>
      </details>`,
  );
}

/** The page for what is not there. */
export function missingPage(): string {
  return layout(
    'Not found · Inbox',
    html`<h1><a href="/">Inbox</a></h1>`,
    html`<p>There is no such mail (any more).</p>`,
  );
}
