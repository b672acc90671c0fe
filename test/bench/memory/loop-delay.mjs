// Loaded before a program of ours: says each second on a file how late its event loop ran at the 99th percentile, in ms.
import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

const file = process.env['LOOP_DELAY_FILE'];
const resolution = 5;
const delay = monitorEventLoopDelay({ resolution });
delay.enable();
setInterval(() => {
  // The histogram holds the whole time between looks.
  if (file) writeFileSync(file, String(Math.max(0, delay.percentile(99) / 1e6 - resolution)));
}, 1000).unref();
