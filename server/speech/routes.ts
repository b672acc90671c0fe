import { speechRoutes as contract, type SpeechAnswer } from '../../contract/http/speech.ts';
import { normalise } from '../../core/speech/normalise.ts';
import { AppError } from '../../runtime/error.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import { sendAudio } from '../recordings/audio.ts';
import type { Database } from '../store/schema.ts';
import type { SpeechDeps } from './deps.ts';
import { listWords, ownWords, putWord, removeWord } from './own-words.ts';
import { requireReadySpeech } from './ready-speech.ts';
import { findSpeech, speak } from './speak.ts';

/** The words come before `:id`, which would take them for one. */
export function speechRoutes(deps: SpeechDeps): BoundRoute[] {
  const { db, media, speech } = deps;
  const show = async (id: string): Promise<SpeechAnswer> => {
    const row = await findSpeech(db, id);
    if (!row) throw new AppError('speech_not_found', `there is no speech ${id}`);
    return toAnswer(row);
  };
  return [
    handle(contract.listVoices, async () => ({ items: [...speech.voices] })),
    handle(contract.normalise, async ({ body: { text } }) => ({
      sentences: normalise(text, await ownWords(db)),
    })),
    handle(contract.speak, async ({ principal, body }) => show(await speak(deps, principal, body))),
    handle(contract.listWords, ({ query }) => listWords(db, query)),
    handle(contract.putWord, ({ principal, params: { written }, body: { said } }) =>
      putWord(deps, principal, { written, said }),
    ),
    handle(contract.removeWord, async ({ principal, params: { written } }) => {
      await removeWord(deps, principal, written);
      return null;
    }),
    handle(contract.get, ({ params: { id } }) => show(id)),
    handle(contract.audio, async ({ params: { id }, response }) => {
      const { sourceSha256: sha256, fileName } = await requireReadySpeech(db, id);
      if (!(await media.has(sha256))) {
        throw new AppError('speech_not_ready', 'its sound is not in the store; ask for it again');
      }
      const file = { path: media.path(sha256), sha256, contentType: 'audio/flac', fileName };
      await sendAudio(response, file);
    }),
  ];
}

function toAnswer(row: Database['speech']): SpeechAnswer {
  const { id, state, text, said, voice, words_per_minute: wordsPerMinute } = row;
  const { reason_code: code, reason_detail: detail, duration_ms: durationMs } = row;
  const reason = code === null ? null : { code, detail: detail ?? '' };
  return { id, state, reason, text, said, voice, wordsPerMinute, durationMs };
}
