import { describe, expect, it } from 'vitest';
import { problem } from '../../../contract/problem.ts';
import { errorCodes, type ErrorCode } from '../../../core/error-codes.ts';
import { MediaError } from '../../../media/media-error.ts';
import { AppError } from '../../../runtime/error.ts';
import { toProblem } from '../../../server/http/problem.ts';

describe('a problem', () => {
  it.each(Object.keys(errorCodes) as ErrorCode[])('of %s keeps to the contract', (code) => {
    const { status, body, headers } = toProblem(new AppError(code, 'detail'), 'r1');
    expect(problem.parse(body)).toEqual(body);
    expect(body).toMatchObject({ code, status, requestId: 'r1' });
    expect(headers['content-type']).toBe('application/problem+json');
  });

  it('hides what is our own fault', () => {
    for (const error of [new AppError('internal', 'secret'), new Error('secret'), 'secret', null]) {
      const { status, body } = toProblem(error, 'r1');
      expect(status).toBe(500);
      expect(JSON.stringify(body)).not.toContain('secret');
    }
  });

  it('says when to come back', () => {
    const error = new AppError('sign_in_throttled', 'wait', { retryAfterSeconds: 12.3 });
    expect(toProblem(error, 'r1')).toMatchObject({
      status: 429,
      headers: { 'retry-after': '13' },
      body: { retryAfter: 13 },
    });
  });

  it('speaks of media faults by their own codes', () => {
    const error = new MediaError('upload_too_large', 'too large');
    expect(toProblem(error, 'r1')).toMatchObject({ status: 413, body: { code: error.code } });
  });
});
