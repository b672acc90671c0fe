import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { ROOT } from '../../../scripts/setup.mjs';

/** A small package whose compilers write down that they ran, and what their part is. */
describe('build.mjs', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'loa-build-'));
    cpSync(join(ROOT, 'scripts'), join(folder, 'scripts'), { recursive: true });
    write('package.json', '{"name":"loa","type":"module"}');
    write('package-lock.json', '{"packages":{}}');
    write('node_modules/.package-lock.json', '{"packages":{}}');
    writeCompiler('typescript/bin/tsc', 'server');
    writeCompiler('vite/bin/vite.js', 'web');
    write('server/main.ts', 'server');
    write('server/gone.ts', 'soon gone');
    write('web/main.ts', 'web');
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function write(path: string, text: string): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }

  function writeCompiler(path: string, part: string, exitCode = 0): void {
    write(
      `node_modules/${path}`,
      `import { appendFileSync } from 'node:fs';
      appendFileSync('log', '${part} ');
      process.exit(${exitCode});`,
    );
  }

  function build(...parts: string[]) {
    write('log', '');
    const path = process.env['PATH'] ?? '';
    const script = join(folder, 'scripts/build.mjs');
    const { status } = spawnSync(process.execPath, [script, ...parts], { env: { PATH: path } });
    const built = readFileSync(join(folder, 'log'), 'utf8').split(' ').filter(Boolean).sort();
    return { status, built };
  }

  it('builds both parts once, and the asked one alone', () => {
    expect(build('web')).toEqual({ status: 0, built: ['web'] });
    expect(build()).toEqual({ status: 0, built: ['server'] });
    expect(build()).toEqual({ status: 0, built: [] });
  });

  it('builds what has changed since', () => {
    build();
    write('web/main.ts', 'web, mended');
    expect(build().built).toEqual(['web']);
    write('core/time.ts', 'both need it');
    expect(build().built).toEqual(['server', 'web']);
  });

  it('leaves nothing of a source that is gone', () => {
    build();
    write('dist/server/gone.js', 'old');
    rmSync(join(folder, 'server/gone.ts'));
    expect(build().built).toEqual(['server']);
    expect(existsSync(join(folder, 'dist/server/gone.js'))).toBe(false);
  });

  it('fails when a compiler does, and tries again the next time', () => {
    writeCompiler('typescript/bin/tsc', 'server', 2);
    expect(build()).toEqual({ status: 1, built: ['server', 'web'] });
    writeCompiler('typescript/bin/tsc', 'server');
    expect(build()).toEqual({ status: 0, built: ['server'] });
  });
});
