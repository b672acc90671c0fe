import { extname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker, type WorkerOptions } from 'node:worker_threads';

/** In all; a thread would else take as much room for what lives shortly as the server itself. */
const youngMb = 12;

/**
 * Starts a program of ours in a thread.
 * @param program its address without extension: as this file, it is either built, or source, which is bundled first
 */
export function startThread(program: URL, options: WorkerOptions): Worker {
  const extension = extname(import.meta.url);
  const { href } = new URL(`${program.href}${extension}`);
  const given = { resourceLimits: { maxYoungGenerationSizeMb: youngMb }, ...options };
  if (extension === '.js') return new Worker(new URL(href), given);
  return new Worker(bundleAndRun(fileURLToPath(href)), { ...given, eval: true });
}

/** Loading source file by file takes a thread four times as long; tsx brings a bundler along. */
function bundleAndRun(file: string): string {
  const bundle = { entryPoints: [file], bundle: true, write: false, packages: 'external' };
  // Files of packages are found from where the program lies.
  const define = { 'import.meta.url': JSON.stringify(pathToFileURL(file).href) };
  const given = JSON.stringify({ ...bundle, define, platform: 'node', format: 'cjs' });
  return `
    const Module = require('node:module');
    const { buildSync } = Module.createRequire(require.resolve('tsx'))('esbuild');
    const [{ text }] = buildSync(${given}).outputFiles;
    const program = new Module(${JSON.stringify(file)});
    program.filename = program.id;
    program.paths = Module._nodeModulePaths(process.cwd());
    program._compile(text, program.id);
  `;
}
