import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { ROOT } from '../../../scripts/setup.mjs';

/** A parent that runs `program` by run-child and exits as it did. */
function startParent(program: string) {
  const module = JSON.stringify(join(ROOT, 'scripts/run-child.mjs'));
  const parent = `import { runChild } from ${module};
    process.exitCode = await runChild(process.execPath, ['-e', ${JSON.stringify(program)}]);`;
  return spawn(process.execPath, ['--input-type=module', '-e', parent], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

describe('runChild', () => {
  it('keeps the exit code', async () => {
    const [code] = await once(startParent('process.exit(7)'), 'exit');
    expect(code).toBe(7);
  });

  it('tells 128 and the signal when one ended the program', async () => {
    const [code] = await once(startParent('process.kill(process.pid, "SIGKILL")'), 'exit');
    expect(code).toBe(137);
  });

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('passes %s on', async (signal) => {
    const parent = startParent(
      `process.on('${signal}', () => process.exit(42)); setInterval(() => {}, 1000); console.log('up')`,
    );
    await once(parent.stdout, 'data');
    parent.kill(signal);
    const [code] = await once(parent, 'exit');
    expect(code).toBe(42);
  });
});
