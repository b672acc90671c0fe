import { openInput, openWav } from '../../media/stream.ts';
import type { PcmDecoder } from '../../media/pcm.ts';
import { sampleRate } from '../output/output.ts';

/** Where the microphone is: a device of ALSA, or WAV that stands for one, in a file or as it comes by a FIFO. */
export interface EarSource {
  from: 'alsa' | 'wav' | 'fifo';
  /** Name of the device, or path. */
  place: string;
}

/** Starts listening. */
export function openEarSource({ from, place }: EarSource): PcmDecoder {
  const format = { sampleRate, channels: 1 };
  switch (from) {
    case 'alsa':
      return openInput(place, format);
    case 'wav':
      return openWav(place, format, { isPaced: true });
    case 'fifo':
      return openWav(place, format, { isPaced: false });
  }
}
