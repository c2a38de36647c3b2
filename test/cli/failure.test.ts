import { describeFailure } from '../../cli/failure.ts';
import { UsherError } from '../../domain/errors.ts';

const cause = new Error('connect ECONNREFUSED');
const failure = new UsherError('SERVER_UNREACHABLE', 'Temporal does not answer', { cause });

describe('a command that fails', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('says why in one line', () => {
    vi.stubEnv('DEBUG', undefined);
    expect(describeFailure(failure)).toBe('SERVER_UNREACHABLE Temporal does not answer');
    expect(describeFailure(new TypeError('no'))).toBe('TypeError: no');
    expect(describeFailure('no')).toBe('no');
  });

  it('says where, and what has led to it, with DEBUG set', () => {
    vi.stubEnv('DEBUG', '1');
    const [told = '', ...rest] = describeFailure(failure).split('\n');
    expect(told).toBe('SERVER_UNREACHABLE Temporal does not answer');
    expect(rest.join('\n')).toMatch(/failure\.test\.ts[\s\S]*cause[\s\S]*ECONNREFUSED/);
  });
});
