import { useI18n } from 'vue-i18n';
import { durationText } from '../../text/duration.ts';
import { lengthText } from '../../text/length.ts';
import { usePlaces } from '../places/use-places.ts';
import type { ItemDraft, OtherType } from './item-draft.ts';
import { itemLengthMs, lengthLimits } from './item-draft.ts';
import { useKnownRecordings } from './use-known-recordings.ts';

/** What items are called. */
export function useItemWords() {
  const { t } = useI18n();
  const places = usePlaces();
  const recordings = useKnownRecordings();

  function nameOf(item: ItemDraft): string {
    switch (item.type) {
      case 'recording':
        return recordings.titleOf(item.recordingId);
      case 'pool': {
        const programme = places.programmes.get(item.programmeId)?.name;
        return programme ? t('item.poolOf', { programme }) : t('item.poolOfNone');
      }
      case 'relay':
        return t('item.relayOf', { host: hostOf(item.url) });
      case 'input':
        return t(`item.input.${item.input}`);
      case 'silence':
        return t('item.add.silence');
    }
  }

  return {
    nameOf,
    lengthOf: (item: ItemDraft) => itemLengthMs(item, recordings.lengthOf),
    lengthText: (item: ItemDraft) => durationText(itemLengthMs(item, recordings.lengthOf)),
    /** What is said of a length that an item of this type may not have. */
    lengthFault: (type: OtherType) => {
      const { minMs, maxMs } = lengthLimits[type];
      return t('item.lengthFault', { from: lengthText(minMs), to: lengthText(maxMs) });
    },
  };
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : '…';
}
