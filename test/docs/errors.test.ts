import { exitCodes } from '../../cli/exit-codes.ts';
import { errorKinds } from '../../domain/errors.ts';
import { codeOf, readDocument, rowsOf } from './documents.ts';

const document = readDocument('docs/errors.md');

describe('docs/errors.md', () => {
  it('has a row for every error, with its meaning, status and retry, and no other', () => {
    const told = rowsOf(document, 'Code').map(([code, meaning, status, retry]) => {
      return [codeOf(code), { meaning, status: Number(status), retry: retry === 'yes' }] as const;
    });
    expect(told.map(([code]) => code).sort()).toEqual(Object.keys(errorKinds).sort());
    expect(Object.fromEntries(told)).toEqual(errorKinds);
  });

  it('has a row for every exit code', () => {
    const told = rowsOf(document, 'Exit code').map(([code]) => Number(code));
    expect(told).toEqual(Object.values(exitCodes));
  });
});
