import { open, type FileHandle } from 'node:fs/promises';

/** Where the samples of a 16-bit PCM WAV file are. */
export interface WavFile {
  sampleRate: number;
  channels: number;
  /** Whole frames in the file as it is now, whatever its header says. */
  frames: number;
  /** `count` frames from `from` on, mixed to one channel, -1 to 1; silence beyond the ends. */
  read(from: number, count: number): Promise<Float32Array>;
  close(): Promise<void>;
}

const headerBytes = 4096;
const bytesPerSample = 2;

/**
 * Opens RIFF or RF64, also one that is still being written.
 * @throws Error when it is not 16-bit PCM
 */
export async function openWav(file: string): Promise<WavFile> {
  const handle = await open(file, 'r');
  try {
    return await readHeader(handle);
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function readHeader(handle: FileHandle): Promise<WavFile> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(headerBytes), 0, headerBytes, 0);
  const header = buffer.subarray(0, bytesRead);
  const format = findChunk(header, 'fmt ');
  const data = findChunk(header, 'data');
  const [tag, bits] = [header.readUInt16LE(format), header.readUInt16LE(format + 14)];
  if ((tag !== 1 && tag !== 0xfffe) || bits !== bytesPerSample * 8) {
    throw new Error('the sound file is not 16-bit PCM');
  }
  const channels = header.readUInt16LE(format + 2);
  const frameBytes = channels * bytesPerSample;
  const { size } = await handle.stat();
  return {
    sampleRate: header.readUInt32LE(format + 4),
    channels,
    frames: Math.floor((size - data) / frameBytes),
    read: async (from, count) => {
      const samples = new Float32Array(count);
      const begin = Math.max(0, from);
      const bytes = Buffer.alloc(Math.max(0, from + count - begin) * frameBytes);
      const got = await handle.read(bytes, 0, bytes.length, data + begin * frameBytes);
      const frames = Math.floor(got.bytesRead / frameBytes);
      for (let frame = 0; frame < frames; frame += 1) {
        let sum = 0;
        for (let channel = 0; channel < channels; channel += 1) {
          sum += bytes.readInt16LE(frame * frameBytes + channel * bytesPerSample);
        }
        samples[begin - from + frame] = sum / channels / 32_768;
      }
      return samples;
    },
    close: () => handle.close(),
  };
}

/** Offset of a chunk's content. */
function findChunk(header: Buffer, name: string): number {
  const kind = header.toString('latin1', 0, 4);
  if (kind !== 'RIFF' && kind !== 'RF64') throw new Error('the sound file is not a WAV file');
  for (let at = 12; at + 8 <= header.length;) {
    if (header.toString('latin1', at, at + 4) === name) return at + 8;
    const size = header.readUInt32LE(at + 4);
    at += 8 + size + (size % 2);
  }
  throw new Error(`the sound file has no "${name.trim()}" part`);
}
