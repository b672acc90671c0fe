import { rm, writeFile } from 'node:fs/promises';
import { fillCommand } from '../../core/speech/command.ts';
import type { SpeechEngine } from './engine.ts';
import { runEngine } from './run-engine.ts';

/**
 * An engine that is any program: the text reaches it in a file, so that nothing of it can be an option,
 * and no shell is started. `words` as `parseCommand` gave them.
 */
export function createCommandEngine(
  words: readonly string[],
  { tempFile }: { tempFile: (extension: string) => string },
): SpeechEngine {
  return {
    speak: async (text, { target, voice, wordsPerMinute, signal }) => {
      const textFile = tempFile('txt');
      const [command = '', ...args] = fillCommand(words, {
        '{text-file}': textFile,
        '{output}': target,
        '{voice}': voice,
        '{rate}': String(wordsPerMinute),
      });
      try {
        await writeFile(textFile, `${text}\n`);
        await runEngine(command, args, signal);
      } finally {
        await rm(textFile, { force: true });
      }
    },
  };
}
