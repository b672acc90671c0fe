import { defineStore } from 'pinia';
import { computed, reactive } from 'vue';
import type { LanguageTag } from '../../../core/recording/languages.ts';
import { usePlaces } from '../places/use-places.ts';
import { useRights } from '../places/use-rights.ts';
import { toValidity } from '../recordings/validity.ts';
import type { BatchFields } from './upload.ts';

/** Where the next files belong; kept while the console is open, for one sitting is about one thing. */
export const useBatch = defineStore('batch', () => {
  const places = usePlaces();
  const rights = useRights();
  const draft = reactive({
    areaId: '',
    programmeId: '',
    campaignId: '',
    partnerId: '',
    genre: '',
    language: 'vi' as LanguageTag,
    first: '',
    last: '',
  });
  const areaIds = computed(() => rights.areasFor('recording.write'));
  const areaId = computed(() =>
    areaIds.value.includes(draft.areaId) ? draft.areaId : (areaIds.value[0] ?? ''),
  );
  const fields = computed((): BatchFields => {
    const { notBefore, expiresAt } = toValidity(draft, places.zone);
    return {
      areaId: areaId.value,
      ...(draft.programmeId === '' ? {} : { programmeId: draft.programmeId }),
      ...(draft.campaignId === '' ? {} : { campaignId: draft.campaignId }),
      ...(draft.partnerId === '' ? {} : { partnerId: draft.partnerId }),
      ...(draft.genre === '' ? {} : { genre: draft.genre }),
      ...(draft.language === 'vi' ? {} : { language: draft.language }),
      ...(notBefore === null ? {} : { notBefore }),
      ...(expiresAt === null ? {} : { expiresAt }),
    };
  });
  return { draft, areaIds, areaId, fields };
});
