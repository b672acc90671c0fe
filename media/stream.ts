import { runChild } from './child.ts';
import { startPcm, type PcmDecoder } from './pcm.ts';
import { decoders, largestBlock, memoryBytes, oneThread } from './run.ts';

/** Samples as streams are recorded: signed 16 bits, interleaved. */
export const streamFormat = { sampleRate: 44_100, channels: 2, bytesPerMs: 176.4 };

/** A stream on its way into a file. */
export interface StreamJob {
  url: string;
  /** The only way out; see runtime/guarded-proxy. */
  proxyUrl: string;
  /** Where bare samples go; written as they come, so that what there is of it is good at any time. */
  target: string;
  /** Ends by itself when it has so much. */
  lengthMs: number;
  timeoutMs: number;
  signal?: AbortSignal | undefined;
}

// Everything that a playlist, a redirect or a key may name, and no file of ours.
const protocols = 'http,https,tls,tcp,httpproxy,crypto';
const formats = 'hls,aac,mp3,ogg,flac,mpegts,mov,mp4,matroska,webm,wav';
/** A stream from which nothing comes is given up and opened anew. */
const silenceUs = 8_000_000;

const guardedStream: readonly string[] = [
  ...['-protocol_whitelist', protocols, '-format_whitelist', formats],
  ...['-codec_whitelist', decoders, '-max_alloc', String(largestBlock)],
  ...['-probesize', '1000000', '-analyzeduration', '2000000'],
  ...['-rw_timeout', String(silenceUs), '-user_agent', 'Loa', '-vn', '-sn', '-dn'],
];

/** How live sound comes out. */
type LiveFormat = { sampleRate: number; channels: number };

/** Starts decoding a stream as it comes; the proxy is its only way out, as with {@link recordStream}. */
export function openStream(
  { url, proxyUrl }: Pick<StreamJob, 'url' | 'proxyUrl'>,
  format: LiveFormat,
): PcmDecoder {
  const env = { http_proxy: proxyUrl };
  return startPcm([...oneThread, ...guardedStream, '-i', url], { ...format, env });
}

/** Starts listening to a sound card's input by the name that ALSA has for it. */
export function openInput(device: string, format: LiveFormat): PcmDecoder {
  return startPcm([...oneThread, '-f', 'alsa', '-channels', '1', '-i', device], format);
}

/**
 * Starts reading WAV: a file no faster than it sounds, as if it came from a card; a FIFO as it comes.
 */
export function openWav(
  path: string,
  format: LiveFormat,
  { isPaced }: { isPaced: boolean },
): PcmDecoder {
  const quick = ['-probesize', '32', '-analyzeduration', '0', '-fflags', 'nobuffer'];
  const input = ['-protocol_whitelist', 'file', ...quick, ...(isPaced ? ['-re'] : [])];
  return startPcm([...oneThread, ...input, '-f', 'wav', '-i', `file:${path}`], format);
}

/**
 * Decodes a stream from now on into a file of samples, until it has enough, ends or breaks off. Gives what
 * ffmpeg last complained of, `null` for nothing.
 *
 * The proxy is told by the environment: there it counts for every request that ffmpeg makes of its own accord,
 * and other users of the machine do not see its credential.
 * @throws MediaError `ffmpeg_timeout`, `ffmpeg_failed` when it cannot be started; the signal's reason when
 * aborted
 */
export async function recordStream(job: StreamJob): Promise<string | null> {
  const { url, proxyUrl, target, lengthMs, timeoutMs, signal } = job;
  const complaints: string[] = [];
  await runChild(
    'ffmpeg',
    [
      ...['-nostdin', '-hide_banner', '-nostats', '-loglevel', 'error', ...oneThread],
      ...[...guardedStream, '-i', url],
      ...['-map', '0:a:0', '-t', (lengthMs / 1000).toFixed(3), '-c:a', 'pcm_s16le'],
      ...['-ar', String(streamFormat.sampleRate), '-ac', String(streamFormat.channels)],
      ...['-flush_packets', '1', '-y', '-f', 's16le', `file:${target}`],
    ],
    {
      timeoutMs,
      signal,
      env: { http_proxy: proxyUrl },
      limits: {
        // Decoding takes a small part of the time that the stream takes.
        cpuSeconds: Math.ceil(timeoutMs / 1000) + 10,
        memoryBytes,
        fileBytes: Math.ceil((lengthMs + 1000) * streamFormat.bytesPerMs),
      },
      onErrorLine: (line) => {
        complaints.splice(0, complaints.length, line);
      },
    },
  );
  return complaints[0] ?? null;
}
