import { describe, expect, it } from 'vitest';
import { afterFailure, allowedAt, closedCircuit } from '../../../../core/push/circuit.ts';

const minute = 60_000;

function failing(times: number, random = 0) {
  let circuit = closedCircuit;
  for (let count = 0; count < times; count += 1) circuit = afterFailure(circuit, 1_000, random);
  return circuit;
}

describe('the circuit of an endpoint that is pushed to', () => {
  it('stays closed for a few failures', () => {
    expect(failing(4)).toEqual({ failures: 4, openUntil: null });
    expect(allowedAt(failing(4), 5)).toBe(5);
  });

  it('opens at the fifth, and keeps everything back until it is over', () => {
    expect(failing(5).openUntil).toBe(1_000 + minute);
    expect(allowedAt(failing(5), 2_000)).toBe(1_000 + minute);
    // The one that tries goes out, and is late already.
    expect(allowedAt(failing(5), 5 * minute)).toBe(5 * minute);
  });

  it('opens for longer each time that a try fails, and never for long', () => {
    const pauses = [6, 7, 8, 9, 50].map(
      (times) => ((failing(times).openUntil ?? 0) - 1_000) / minute,
    );
    expect(pauses).toEqual([2, 4, 8, 15, 15]);
  });

  it('spreads those that failed together', () => {
    expect(failing(5, 0.999).openUntil).toBeGreaterThan(1_000 + 1.4 * minute);
  });
});
