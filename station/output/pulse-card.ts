import type { Clock } from '../../runtime/clock.ts';
import type { Card, CardProgress } from './card.ts';
import { openChildCard } from './child-card.ts';
import { sampleRate } from './output.ts';

/** A sink of a PulseAudio server, or of PipeWire in its place; `null` for the one that it prefers. */
export function openPulseCard(sink: string | null, { clock }: { clock: Clock }): Card {
  let last: CardProgress | null = null;
  return openChildCard({
    command: 'pacat',
    debianPackage: 'pulseaudio-utils',
    args: [
      ...['--playback', '--raw', '--format=s16le', `--rate=${sampleRate}`, '--channels=1'],
      ...['--client-name=Loa', '--stream-name=Loa', '--verbose'],
      // Of the two, the server asks for sound in the smaller pieces.
      ...['--latency-msec=500', '--process-time-msec=20'],
      ...(sink === null ? [] : [`--device=${sink}`]),
    ],
    onReport(text) {
      const seconds = /Time: ([\d.]+) sec/.exec(text)?.[1];
      if (seconds !== undefined)
        last = { frames: Number(seconds) * sampleRate, at: clock.monotonic() };
      return text.startsWith('Connected to device');
    },
    progress() {
      const report = last;
      last = null;
      return Promise.resolve(report);
    },
  });
}
