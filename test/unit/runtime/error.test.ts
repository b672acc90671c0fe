import { describe, expect, it } from 'vitest';
import { AppError } from '../../../runtime/error.ts';

describe('AppError', () => {
  it('has the kind of its code and keeps its cause and fields', () => {
    const cause = new Error('below');
    const fields = [{ path: 'title', code: 'too_long', message: 'is too long' }];
    const error = new AppError('recording_not_found', 'no such recording', { cause, fields });
    expect(error).toMatchObject({ kind: 'missing', code: 'recording_not_found', cause, fields });
    expect(error.message).toBe('recording_not_found: no such recording');
  });
});
