const mostPoints = 4_000;

/**
 * Draws a waveform: the highest of equal stretches of frame peaks (0 to 1), one byte each, 0 to 127,
 * in base64. A sound without frames gives one point.
 */
export function drawPeaks(framePeaks: ArrayLike<number>): string {
  const points = Math.max(1, Math.min(framePeaks.length, mostPoints));
  const bytes = Buffer.alloc(points);
  for (let index = 0; index < framePeaks.length; index += 1) {
    const point = Math.floor((index * points) / framePeaks.length);
    const value = Math.min(127, Math.round((framePeaks[index] ?? 0) * 127));
    if (value > (bytes[point] ?? 0)) bytes[point] = value;
  }
  return bytes.toString('base64');
}
