const sampleRate = 24_000;

/** How much of a tone is in samples at 24 kHz: its amplitude, by Goertzel's algorithm. */
export function toneLevel(samples: Int16Array, hertz: number): number {
  const step = 2 * Math.cos((2 * Math.PI * hertz) / sampleRate);
  let [before, last] = [0, 0];
  for (const sample of samples) [before, last] = [last, sample + step * last - before];
  const power = before * before + last * last - step * before * last;
  return (2 * Math.sqrt(Math.max(0, power))) / samples.length;
}
