import { createHasher } from '../../runtime/crypto.ts';

/** What makes two speeches the same sound. */
export interface Spoken {
  engine: string;
  said: string;
  voice: string;
  wordsPerMinute: number;
}

/** The id of a speech: SHA-256 in hexadecimal of everything that its sound depends on. */
export function speechId({ engine, said, voice, wordsPerMinute }: Spoken): string {
  return createHasher()
    .update(JSON.stringify([engine, voice, wordsPerMinute, said]))
    .digest('hex');
}
