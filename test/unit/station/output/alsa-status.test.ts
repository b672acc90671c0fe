import { describe, expect, it } from 'vitest';
import { delayOf } from '../../../../station/output/alsa-status.ts';

/** As the kernel writes it (sound/core/pcm.c). */
const status = ({ state = 'RUNNING', hw = 95_520, appl = 105_120 } = {}) => `state: ${state}
owner_pid   : 812
trigger_time: 5120.104928501
tstamp      : 0.000000000
delay       : 9600
avail       : 14400
avail_max   : 15360
-----
hw_ptr      : ${hw}
appl_ptr    : ${appl}
`;
const hwParams = `access: RW_INTERLEAVED
format: S16_LE
subformat: STD
channels: 2
rate: 48000 (48000/1)
period_size: 960
buffer_size: 24000
`;

describe('what the kernel tells of a card', () => {
  it('is the sound that it still holds, at our rate', () => {
    expect(delayOf(status(), hwParams)).toBe(4800);
  });

  it.each([
    ['while it does not run', status({ state: 'XRUN' }), hwParams],
    ['behind a mixer that has its own counters', status({ appl: 12 }), hwParams],
    ['with more than it can hold', status({ appl: 200_000 }), hwParams],
    ['once it is closed', 'closed\n', 'closed\n'],
  ])('is nothing %s', (_, text, params) => {
    expect(delayOf(text, params)).toBeNull();
  });
});
