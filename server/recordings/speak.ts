import type { z } from 'zod';
import type { recordingRoutes } from '../../contract/http/recordings.ts';
import type { Principal } from '../http/principal.ts';
import { requireReadySpeech, type ReadySpeech } from '../speech/ready-speech.ts';
import { requireRecording } from './decide.ts';
import type { RecordingsDeps } from './deps.ts';
import { hasSound } from './ensure-rendition.ts';
import { requireNewRecording } from './filing.ts';
import { makeRecording, replaceSource, type KnownSource } from './make-recording.ts';
import { floorProfile } from './rendition-key.ts';

type Fields = z.output<NonNullable<(typeof recordingRoutes.speak)['body']>>;

/** Makes a recording of a speech; gives its id. */
export async function speak(
  deps: RecordingsDeps,
  principal: Principal,
  { speechId, ...fields }: Fields,
): Promise<string> {
  const { db, clock } = deps;
  await requireNewRecording(deps, principal, fields);
  const isReady = await isSpeechReady(deps, speechId);
  const id = await db.transaction().execute(async (trx) => {
    const speech = await requireReadySpeech(trx, speechId);
    const source = sourceOf(speech, isReady);
    return await makeRecording(trx, { clock }, { principal, fields, source, speech });
  });
  deps.kick();
  return id;
}

/** Puts a speech in the place of a recording's newest version. */
export async function speakAgain(
  deps: RecordingsDeps,
  principal: Principal,
  recordingId: string,
  speechId: string,
): Promise<void> {
  const { db, clock } = deps;
  await requireRecording(deps, principal, 'recording.write', recordingId);
  const isReady = await isSpeechReady(deps, speechId);
  await db.transaction().execute(async (trx) => {
    const speech = await requireReadySpeech(trx, speechId);
    const source = sourceOf(speech, isReady);
    await replaceSource(trx, { clock }, { principal, recordingId, source, speech });
  });
  deps.kick();
}

async function isSpeechReady(deps: RecordingsDeps, speechId: string): Promise<boolean> {
  const { sourceSha256: source } = await requireReadySpeech(deps.db, speechId);
  return await hasSound(deps, { source, cut: null, profile: floorProfile });
}

function sourceOf({ sourceSha256, fileName, bytes }: ReadySpeech, isReady: boolean): KnownSource {
  return { sha256: sourceSha256, bytes, name: fileName, isReady };
}
