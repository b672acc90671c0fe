import { z } from 'zod';
import type { Command } from './amplifier/run-hook.ts';

const words = z.tuple([z.string().min(1)], z.string());

/**
 * A command from the command line: a JSON list of words, or words with blanks between them; `null` where it is
 * neither. Quotes and the like would need a shell to mean something.
 */
export function commandWords(text: string): Command | null {
  const list = text.trim().startsWith('[') ? parseJson(text) : text.trim().split(/\s+/);
  const parsed = words.safeParse(list);
  const isShell = !text.trim().startsWith('[') && /["'`$|&;<>()\\]/.test(text);
  return parsed.success && !isShell ? parsed.data : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
