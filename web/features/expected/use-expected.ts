import { computed, onScopeDispose, ref, watch } from 'vue';
import { urlOf } from '../../../contract/client.ts';
import {
  expectedSoundRoutes,
  type ExpectedEntryAnswer,
  type ExpectedSound,
} from '../../../contract/http/expected-sounds.ts';
import { nextAfter, placeInFile, soundingAt } from '../../../core/expected/place-in-sound.ts';
import { useApi } from '../../api/use-api.ts';
import { useLoad } from '../../api/use-load.ts';
import { useNow } from '../shell/use-now.ts';

/** A station, or one loudspeaker of it. */
export type Whose = { of: 'station' | 'endpoint'; id: string };

const everyMs = 15_000;
/** Farther from the loudspeaker than this, the sound is put right. */
const driftSeconds = 1.5;

/** What is to sound there, read anew again and again, and what of it sounds by the server's clock. */
export function useExpected({ of, id }: Whose) {
  const api = useApi();
  const clock = useNow();
  const aheadMs = ref(0);
  const route = of === 'station' ? expectedSoundRoutes.ofStation : expectedSoundRoutes.ofEndpoint;

  const load = useLoad(
    async (signal) => {
      const askedAt = Date.now();
      const answer = await api.call(route, { params: { id }, signal });
      // More exact than the whole seconds by which the console knows the server's time.
      aheadMs.value = answer.at - (askedAt + Date.now()) / 2;
      return answer;
    },
    { everyMs },
  );
  const serverAt = () => Date.now() + aheadMs.value;
  const entries = computed(() => entriesOf(load.value.value));
  /** Both follow the ticking clock. */
  const now = computed(() => (clock.now, soundingAt(entries.value, serverAt())));
  const next = computed(() => (clock.now, nextAfter(entries.value, serverAt())));
  return { load, now, next, serverAt };
}

function entriesOf(expected: ExpectedSound | null): (ExpectedEntryAnswer | null)[] {
  return expected ? [expected.now, ...expected.next] : [];
}

export type Expected = ReturnType<typeof useExpected>;

/** Lets one audio element follow what is to sound: from the same place in the same file, and on to the next. */
export function useFollowing({ load, now, serverAt }: Expected) {
  const audio = new Audio();
  audio.preload = 'none';
  const isOn = ref(false);
  const isBroken = ref(false);
  let playing = '';

  function addressOf({ file }: ExpectedEntryAnswer): string | null {
    const endpointId = load.value.value?.endpointId;
    if (!file || !endpointId) return null;
    const params = { id: endpointId, sha256: file.sha256 };
    return urlOf(expectedSoundRoutes.sound, { params });
  }

  function follow(): void {
    const entry = isOn.value ? now.value : null;
    // What a live relay carries is not in any file of ours.
    const address = entry?.way === 'file' ? addressOf(entry) : null;
    if (!entry || address === null) return rest();
    const name = `${address} ${entry.startsAt}`;
    if (name !== playing) begin(name, address, entry);
    else if (
      !audio.paused &&
      Math.abs(audio.currentTime - placeInFile(entry, serverAt())) > driftSeconds
    )
      audio.currentTime = placeInFile(entry, serverAt());
  }

  function begin(name: string, address: string, entry: ExpectedEntryAnswer): void {
    playing = name;
    isBroken.value = false;
    audio.src = `${address}#t=${placeInFile(entry, serverAt())}`;
    audio.onloadedmetadata = () => (audio.currentTime = placeInFile(entry, serverAt()));
    audio.onerror = () => (isBroken.value = true);
    audio.play().catch(() => (isBroken.value = name === playing));
  }

  function rest(): void {
    playing = '';
    audio.pause();
  }

  function toggle(): void {
    isOn.value = !isOn.value;
    isBroken.value = false;
    follow();
  }

  const clock = useNow();
  watch([() => clock.now, now], follow);
  onScopeDispose(rest);
  return { isOn, isBroken, toggle, audio };
}
