import { useI18n } from 'vue-i18n';
import type { HeardLine } from '../../../core/prelistening/heard-lines.ts';
import { silenceMs } from '../../../core/prelistening/stretches.ts';
import { durationText } from '../../text/duration.ts';
import { useWords } from '../shell/use-words.ts';

/** What a line of a session is, and why nothing of it is heard, in words. */
export function useLineWords() {
  const { t } = useI18n();
  const words = useWords();

  const title = (line: HeardLine) =>
    line.title === '' ? t(`prelistening.kind.${line.kind}`) : line.title;

  /** Empty for a plain recording, which its title says already. */
  function kind(line: HeardLine): string {
    return line.kind === 'recording' || line.title === ''
      ? ''
      : t(`prelistening.kind.${line.kind}`);
  }

  /** Why one hears nothing at a line, and how long one waits there; empty where one hears it. */
  function whySilent(line: HeardLine, broken: ReadonlySet<string>): string {
    if (broken.has(line.key)) return t('expected.broken');
    if (line.file) return '';
    const why = line.kind === 'gap' ? '' : t('prelistening.unknown');
    const length = durationText(line.durationMs);
    const isCut = line.durationMs > silenceMs;
    const wait = isCut ? t('prelistening.cut', { length, wait: durationText(silenceMs) }) : '';
    return [why, wait].filter((text) => text !== '').join(' ');
  }

  /** As it is told where it begins to be heard. */
  const told = (line: HeardLine, zone: string) =>
    [words.exactClock(line.startsAt, zone), title(line), whySilent(line, new Set())]
      .filter((text) => text !== '')
      .join(', ');

  return { title, kind, whySilent, told };
}
