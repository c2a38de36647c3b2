import { exportParts } from '../../client/export.ts';
import { searchAttributes } from '../../domain/enrolment/identity.ts';
import type { Effect, Outcome } from '../../domain/journey/state.ts';
import { codeOf, readDocument, rowsOf } from './documents.ts';

const document = readDocument('docs/support.md');

type Status = Extract<Effect, { kind: 'wait' }>['status'] | Outcome;

/** Every status. */
const statuses: Readonly<Record<Status, true>> = {
  waiting: true,
  delayed: true,
  held: true,
  paused: true,
  failing: true,
  converted: true,
  finished: true,
  left: true,
  terminated: true,
  merged: true,
};

describe('docs/support.md', () => {
  it('lists the search attributes with their types', () => {
    const told = rowsOf(document, 'Column').map(([column, type]) => [codeOf(column), type]);
    expect(Object.fromEntries(told)).toEqual(searchAttributes);
  });

  it('tells of every status', () => {
    const told = rowsOf(document, 'Status').map(([status]) => codeOf(status));
    expect(told).toEqual(Object.keys(statuses));
  });

  it('names every part of an export', () => {
    const [told = ''] = /^\*\*The export\*\* .*$/m.exec(document) ?? [];
    for (const part of exportParts) expect(told).toContain(`\`${part}\``);
  });

  it('asks only about columns that there are', () => {
    const asked = rowsOf(document, 'Question').flatMap(([, filter = '']) => filter.match(/Usher\w+/g) ?? []);
    expect(Object.keys(searchAttributes)).toEqual(expect.arrayContaining(asked));
  });
});
