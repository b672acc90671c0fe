import { describe, expect, it } from 'vitest';
import { wavHeader, wavHeaderBytes } from '../../../../station/output/wav-header.ts';

describe('WAV header', () => {
  it('is RIFF with room for larger sizes', () => {
    const header = wavHeader(48_000, 24_000);
    expect(header).toHaveLength(wavHeaderBytes);
    expect(header.toString('latin1', 0, 4)).toBe('RIFF');
    expect(header.readUInt32LE(4)).toBe(48_000 + wavHeaderBytes - 8);
    expect(header.toString('latin1', 12, 16)).toBe('JUNK');
    expect(header.readUInt32LE(60)).toBe(24_000);
    expect(header.readUInt32LE(76)).toBe(48_000);
  });

  it('turns into RF64 of the same length beyond 4 GB', () => {
    const bytes = 6_000_000_000;
    const header = wavHeader(bytes, 24_000);
    expect(header).toHaveLength(wavHeaderBytes);
    expect(header.toString('latin1', 0, 4)).toBe('RF64');
    expect(header.toString('latin1', 12, 16)).toBe('ds64');
    expect(header.readBigUInt64LE(28)).toBe(BigInt(bytes));
    expect(header.readBigUInt64LE(36)).toBe(BigInt(bytes / 2));
    expect(header.readUInt32LE(76)).toBe(0xffffffff);
  });
});
