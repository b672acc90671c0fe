import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { languages } from '../../../core/recording/languages.ts';
import { useFiling } from '../library-places/use-filing.ts';
import { usePlaces } from '../places/use-places.ts';

const languageOptions = Object.entries(languages).map(([value, label]) => ({ value, label }));

/** Programmes, campaigns, partners and languages as a select offers them, and their names. */
export function useFilingOptions() {
  const { t } = useI18n();
  const places = usePlaces();
  const filing = useFiling();
  // Without them, a name is missing and nothing else.
  filing.load().catch(() => undefined);

  const everyProgramme = computed(() =>
    [...places.programmes.values()].map(({ id, name }) => ({ value: id, label: name })),
  );
  const programmes = computed(() => programmeOptions(null));

  /** What can be chosen; one that was put away only where it is chosen already. */
  function programmeOptions(chosen: string | null) {
    return everyProgramme.value.filter(
      ({ value }) => value === chosen || places.programmes.get(value)?.archivedAt === null,
    );
  }

  function nameOf(what: 'programme' | 'campaign' | 'partner', id: string | null): string | null {
    if (id === null || id === '') return null;
    const name = {
      programme: (places.programmes.get(id) ?? null)?.name ?? null,
      campaign: filing.campaignName(id),
      partner: filing.partnerName(id),
    };
    return name[what] ?? t('library.unknown');
  }

  return {
    ...{ programmes, everyProgramme, programmeOptions },
    campaigns: computed(() => filing.campaignOptions(null)),
    partners: computed(() => filing.partnerOptions(null)),
    languages: languageOptions,
    nameOf,
    /** The choice of none before the others. */
    withNone: (what: 'programme' | 'campaign' | 'partner', options: typeof programmes.value) => [
      { value: '', label: t(`library.none.${what}`) },
      ...options,
    ],
  };
}
