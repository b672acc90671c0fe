import type { AirSums } from '../../../core/report/air-sums.ts';

/** The column of `air_sum` for a sum. */
export function sumColumn(name: keyof AirSums): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
