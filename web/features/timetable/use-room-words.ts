import { useI18n } from 'vue-i18n';
import type { LocalDate } from '../../../core/time/zoned.ts';
import { durationText } from '../../text/duration.ts';
import { useWords } from '../shell/use-words.ts';
import type { Room } from './room-elsewhere.ts';
import { sessionInText } from './session-name.ts';

/** What a way to a session with room is called. */
export function useRoomWords() {
  const { t } = useI18n();
  const words = useWords();

  /** `Dời sang buổi Chiều (còn 9′)`, and with its day where that is another one. */
  function roomText({ name, date, leftMs }: Room, from: LocalDate): string {
    const said = { session: sessionInText(name, t), left: durationText(leftMs) };
    return date === from
      ? t('fix.room', said)
      : t('fix.day', { ...said, day: words.longDay(date) });
  }

  return { roomText };
}
