// Prints the ids of processes whose environment carries LOA_CI_RUN=MARK; what each one is stands on
// standard error. usage: leftovers.mjs MARK
import { readdirSync, readFileSync } from 'node:fs';

const [mark = ''] = process.argv.slice(2);

/**
 * A process may end while it is looked at, or belong to somebody else.
 *
 * @param {string} path
 */
function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

const ids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
for (const id of ids) {
  if (id === String(process.pid)) continue;
  if (!read(`/proc/${id}/environ`).split('\0').includes(`LOA_CI_RUN=${mark}`)) continue;
  console.error(`left running: ${read(`/proc/${id}/cmdline`).replaceAll('\0', ' ')}`);
  console.log(id);
}
