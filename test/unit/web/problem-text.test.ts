import { describe, expect, it } from 'vitest';
import { ProblemError } from '../../../contract/client.ts';
import type { Problem } from '../../../contract/problem.ts';
import { problemText } from '../../../web/api/problem-text.ts';

const t = (key: string, values: Record<string, unknown> = {}) =>
  [key, ...Object.values(values)].join(' ');

function aProblem(other: Partial<Problem>): ProblemError {
  const problem = { type: '', title: '', status: 409, code: 'broadcast_changed' as const };
  return new ProblemError({ ...problem, detail: '', ...other });
}

describe('a refusal in words', () => {
  it('says who changed the same, and when by the clock of the reader', () => {
    const at = new Date(2028, 1, 29, 17, 5).getTime();
    expect(problemText(aProblem({ changedBy: { name: 'Lan', at } }), t)).toBe(
      'problem.broadcast_changed problem.changedBy Lan 17:05, 29/02',
    );
    expect(problemText(aProblem({ changedBy: { name: null, at } }), t)).toBe(
      'problem.broadcast_changed',
    );
  });

  it('says how long to wait', () => {
    expect(problemText(aProblem({ code: 'too_many_requests', retryAfter: 90 }), t)).toBe(
      'problem.too_many_requests problem.wait 1′30″',
    );
  });
});
