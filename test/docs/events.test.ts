import { UsherError } from '../../domain/errors.ts';
import { contextDeclarations } from '../../domain/profile/context.ts';
import type { Receipt } from '../../ingest/index.ts';
import { readMessage } from '../../ingest/message.ts';
import { blocksOf, codeOf, readDocument, rowsOf } from './documents.ts';

const document = readDocument('docs/events.md');
const messages = blocksOf(document).filter(({ language }) => language === 'json');
const receivedAt = Date.parse('2026-03-02T08:20:00Z');

/** What ingest says to a message: `event`, or the code of its refusal. */
function answerTo(text: string): string {
  try {
    readMessage(JSON.parse(text), receivedAt);
    return 'event';
  } catch (error) {
    if (error instanceof UsherError) return error.code;
    throw error;
  }
}

/** A new field makes this fail to compile until it is named here, and then fail until the document tells of it. */
const receiptFields: Readonly<Record<keyof Receipt, true>> = {
  status: true,
  user: true,
  name: true,
  clamped: true,
  undeclared: true,
  late: true,
  entered: true,
  woke: true,
  refused: true,
  joined: true,
  apart: true,
};

describe('docs/events.md', () => {
  it('shows messages that are taken, and messages that are refused', () => {
    expect(new Set(messages.map(({ about }) => about)).size).toBeGreaterThan(2);
  });

  it.each(messages)('line $line: is answered with $about', ({ about, text }) => {
    expect(answerTo(text)).toBe(about);
  });

  it('tells of every field of a receipt', () => {
    const fields = rowsOf(document.slice(document.indexOf('## What a receipt says')), 'Field');
    expect(fields.map(([field]) => codeOf(field))).toEqual(Object.keys(receiptFields));
  });

  it('names as many parts of the context as are kept', () => {
    const [, , told = ''] = rowsOf(document, 'Field').find(([field]) => codeOf(field) === 'context') ?? [];
    // `device.type` is kept as it is and as a class of devices; the last one, `context:`, is where a workspace asks for more.
    expect([...told.matchAll(/`[^`]+`/g)]).toHaveLength(Object.keys(contextDeclarations).length);
  });
});
