import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lockFolder } from '../../../runtime/folder-lock.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const module = join(import.meta.dirname, '../../../runtime/folder-lock.ts');

/** Another process that holds the lock until it is killed. */
async function holder(folder: string) {
  const script = `
    const { lockFolder } = await import(${JSON.stringify(module)});
    lockFolder(${JSON.stringify(folder)});
    process.stdout.write('held');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script]);
  await once(child.stdout, 'data');
  return child;
}

describe('lockFolder', () => {
  it('keeps a second process out and names the first', async () => {
    const folder = join(await tempFolder(), 'data');
    const other = await holder(folder);
    expect(() => lockFolder(folder)).toThrow(`in use by process ${other.pid}`);
    other.kill('SIGKILL');
    await once(other, 'exit');
    lockFolder(folder).release();
  });

  it('can be taken again after its release', async () => {
    const folder = await tempFolder();
    const lock = lockFolder(folder);
    expect(() => lockFolder(folder)).toThrow('folder_locked');
    lock.release();
    lockFolder(folder).release();
  });
});
