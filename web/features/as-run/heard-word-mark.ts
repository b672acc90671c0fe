import type { HeardWord } from '../../../core/listening/listening.ts';
import type { Mark } from '../../ui/shapes.ts';

/** How the word of somebody on the spot is shown: as something that is said, never in green as if it were proved. */
export function heardWordMark(word: HeardWord): Mark {
  switch (word) {
    case 'clear':
      return { shape: 'said', tone: 'accent', word: 'listen.reported.clear' };
    case 'faint':
      return { shape: 'said', tone: 'warn', word: 'listen.reported.faint' };
    case 'nothing':
      return { shape: 'denied', tone: 'warn', word: 'listen.reported.nothing' };
  }
}
