import { describe, expect, it } from 'vitest';
import { lifetime } from '../../../runtime/lifecycle.ts';

describe('lifetime', () => {
  it('undoes in reverse order, once, and goes on after a failure', async () => {
    const seen: string[] = [];
    const life = lifetime();
    life.add(() => void seen.push('first'));
    life.add(async () => {
      seen.push('second');
      throw new Error('stuck');
    });
    life.add(async () => void seen.push('third'));
    await expect(life.dispose()).rejects.toThrow('stopping failed');
    await life.dispose();
    expect(seen).toEqual(['third', 'second', 'first']);
  });
});
