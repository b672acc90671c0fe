import { createHasher } from '../../runtime/crypto.ts';

/** What makes two speeches the same: sound and text, for the text is kept with a recording. */
export interface Spoken {
  engine: string;
  text: string;
  said: string;
  voice: string;
  wordsPerMinute: number;
}

/** The id of a speech: SHA-256 in hexadecimal of everything that it is made of. */
export function speechId({ engine, text, said, voice, wordsPerMinute }: Spoken): string {
  return createHasher()
    .update(JSON.stringify([engine, voice, wordsPerMinute, text, said]))
    .digest('hex');
}
