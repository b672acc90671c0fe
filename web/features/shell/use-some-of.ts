import { useI18n } from 'vue-i18n';

/** The first few of a list in words, and how many more there are. */
export function useSomeOf() {
  const { t } = useI18n();

  function someOf(
    texts: readonly string[],
    shown: number,
    restKey: string,
    total = texts.length,
  ): string {
    const rest = total - shown;
    const first = texts.slice(0, shown).join(', ');
    return rest > 0 ? `${first} ${t(restKey, { count: rest })}` : first;
  }

  return {
    /** @param total where not all are named here */
    somePlaces: (names: readonly string[], shown = 4, total = names.length) =>
      someOf(names, shown, 'trouble.andOthers', total),
    someTitles: (titles: readonly string[], shown = 3) => someOf(titles, shown, 'today.andMore'),
    someDays: (days: readonly string[], shown = 4) => someOf(days, shown, 'trouble.andDays'),
  };
}
