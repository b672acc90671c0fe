import { sampleRate } from './output.ts';

/**
 * Frames at our rate that were written to a card and have not sounded, from the kernel's `status` and `hw_params`
 * of its stream; `null` while it does not run, or where a mixer (dmix) stands between.
 */
export function delayOf(status: string, hwParams: string): number | null {
  if (!/^state: RUNNING$/m.test(status)) return null;
  const number = (text: string, name: string) =>
    Number(new RegExp(`^${name}\\s*: (-?\\d+)`, 'm').exec(text)?.[1] ?? NaN);
  const rate = number(hwParams, 'rate');
  const buffered = number(status, 'appl_ptr') - number(status, 'hw_ptr');
  const isPlausible = buffered >= 0 && buffered <= number(hwParams, 'buffer_size');
  return isPlausible && rate > 0 ? (buffered / rate) * sampleRate : null;
}
