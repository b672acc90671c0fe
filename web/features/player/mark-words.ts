import { durationText } from '../../text/duration.ts';
import type { Shape, Tone } from '../../ui/shapes.ts';
import { findingMark, findingWords } from './finding-words.ts';
import type { SoundMark } from './sound-marks.ts';

type Translate = (key: string, values?: Record<string, unknown>) => string;

/** A mark's shape on the waveform and beneath it. */
export function markShape(mark: SoundMark): { shape: Shape; tone: Tone } {
  switch (mark.kind) {
    case 'finding': {
      const { shape, tone } = findingMark(mark.finding);
      return { shape, tone };
    }
    case 'silence':
      return { shape: 'cut', tone: 'idle' };
    case 'cue':
      return { shape: 'ready', tone: 'accent' };
    case 'pin':
      return { shape: 'returned', tone: 'warn' };
    case 'draft':
      return { shape: 'note', tone: 'accent' };
  }
}

/** What a mark says. */
export function markWords(mark: SoundMark, t: Translate, locale: string): string {
  switch (mark.kind) {
    case 'finding':
      return findingWords(mark.finding, t, locale).text;
    case 'silence':
      return t('player.silence', { length: durationText(mark.lengthMs) });
    case 'cue':
      return mark.label === '' ? t('player.cue') : mark.label;
    case 'pin':
      return t('player.pin', { name: mark.by, note: mark.note });
    case 'draft':
      return mark.note;
  }
}
