import { useI18n } from 'vue-i18n';
import type { DayModeAnswer } from '../../../contract/http/day-modes.ts';
import { usePlaces } from '../places/use-places.ts';
import { sessionName } from '../timetable/session-name.ts';
import { useRuleWords } from './use-rule-words.ts';

/** What a day mode changes, in plain words. */
export function useModeWords() {
  const { t } = useI18n();
  const { minutesText } = useRuleWords();
  const places = usePlaces();
  const nameOf = (key: string) => sessionName(key, places.sessions, t);

  function modeText(mode: DayModeAnswer): string {
    const { kinds, sessionKeys, sessionCapMs, dayCapMs, volumePercent } = mode;
    const texts = [
      ...(kinds === null
        ? []
        : [t('mode.only', { kinds: kinds.map((kind) => t(`airKind.${kind}`)).join(', ') })]),
      ...(sessionKeys === null
        ? []
        : [t('mode.onlySessions', { names: sessionKeys.map(nameOf).join(', ') })]),
      ...(sessionCapMs === null
        ? []
        : [t('guard.text.session_cap', { minutes: minutesText(sessionCapMs) })]),
      ...(dayCapMs === null ? [] : [t('guard.text.day_cap', { minutes: minutesText(dayCapMs) })]),
      ...(volumePercent === null ? [] : [t('guard.text.volume_cap', { percent: volumePercent })]),
    ];
    return texts.length === 0 ? t('mode.nothing') : texts.join(' · ');
  }

  return { modeText };
}
