import { describe, expect, it } from 'vitest';
import { createHotPieces, pieceBytes } from '../../../../server/station-api/hot-pieces.ts';

/** Reads of a file in which every byte of a piece says which piece it is. */
function reader() {
  const reads: number[] = [];
  const read = (into: Buffer, fromByte: number) => {
    reads.push(fromByte / pieceBytes);
    into.fill(fromByte / pieceBytes);
    return Promise.resolve(into.length);
  };
  return { reads, read };
}

describe('pieces of files that many fetch at once', () => {
  it('are read for the first who asks and shared with the others, by file and place', async () => {
    const { reads, read } = reader();
    const pieces = createHotPieces(4);
    const taken = [1, 1, 2].map((index) => pieces.take('a', index, read));
    const other = pieces.take('b', 1, read);
    expect(reads).toEqual([1, 2, 1]);
    const [first, again] = taken;
    expect((await again?.bytes)?.buffer).toBe((await first?.bytes)?.buffer);
    expect((await other?.bytes)?.buffer).not.toBe((await first?.bytes)?.buffer);
  });

  it('stay what they are while somebody sends them; then the one used longest ago gives way', async () => {
    const { reads, read } = reader();
    const pieces = createHotPieces(2);
    const first = pieces.take('a', 1, read);
    const second = pieces.take('a', 2, read);
    expect(pieces.take('a', 3, read)).toBeNull();
    second?.release();
    second?.release();
    const third = pieces.take('a', 3, read);
    expect((await third?.bytes)?.[0]).toBe(3);
    expect((await first?.bytes)?.[0]).toBe(1);
    first?.release();
    pieces.take('a', 1, read)?.release();
    expect(reads).toEqual([1, 2, 3]);
    pieces.take('a', 2, read);
    expect(reads).toEqual([1, 2, 3, 2]);
  });

  it('that could not be read are read anew, and take no room', async () => {
    const { read } = reader();
    const pieces = createHotPieces(1);
    const broken = pieces.take('a', 1, () => Promise.reject(new Error('the disk is gone')));
    await expect(broken?.bytes).rejects.toThrow('the disk is gone');
    broken?.release();
    const whole = pieces.take('a', 1, read);
    expect((await whole?.bytes)?.[0]).toBe(1);
  });
});
