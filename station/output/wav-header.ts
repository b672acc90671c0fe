/** Length of every header made here, in bytes. */
export const wavHeaderBytes = 80;

const riffLimit = 0xff_ff_ff_ff;
const ds64Bytes = 28;

/**
 * The header of a mono 16-bit WAV file with so much sound. It keeps room for the 64-bit sizes that turn it
 * into RF64 beyond 4 GB (EBU Tech 3306), so that it can be written again in place as the file grows.
 */
export function wavHeader(dataBytes: number, sampleRate: number): Buffer {
  const header = Buffer.alloc(wavHeaderBytes);
  const riffBytes = wavHeaderBytes - 8 + dataBytes;
  const isLong = riffBytes > riffLimit;
  header.write(isLong ? 'RF64' : 'RIFF', 0, 'latin1');
  header.writeUInt32LE(isLong ? riffLimit : riffBytes, 4);
  header.write('WAVE', 8, 'latin1');
  header.write(isLong ? 'ds64' : 'JUNK', 12, 'latin1');
  header.writeUInt32LE(ds64Bytes, 16);
  if (isLong) {
    header.writeBigUInt64LE(BigInt(riffBytes), 20);
    header.writeBigUInt64LE(BigInt(dataBytes), 28);
    header.writeBigUInt64LE(BigInt(dataBytes / 2), 36);
  }
  header.write('fmt ', 48, 'latin1');
  header.writeUInt32LE(16, 52);
  header.writeUInt16LE(1, 56);
  header.writeUInt16LE(1, 58);
  header.writeUInt32LE(sampleRate, 60);
  header.writeUInt32LE(sampleRate * 2, 64);
  header.writeUInt16LE(2, 68);
  header.writeUInt16LE(16, 70);
  header.write('data', 72, 'latin1');
  header.writeUInt32LE(isLong ? riffLimit : dataBytes, 76);
  return header;
}
