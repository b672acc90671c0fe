import { bestFormat } from './sound-format.ts';

/** A piece of sound so often: as much is lost at most if the phone's battery dies. */
const pieceMs = 1000;
const bitsPerSecond = 96_000;
/** A sixth of a second: the meter looks ten times a second and misses nothing. */
const looksAtSamples = 8192;

/** An open microphone that is being recorded. */
export interface Capture {
  mimeType: string;
  pause(): void;
  resume(): void;
  /** Ends it, gives the microphone back; the last piece has come when it settles. */
  stop(): Promise<void>;
  /** The sound of this moment. */
  samples(): Float32Array;
}

interface CaptureOptions {
  onPiece: (piece: Blob) => void;
  /** It ended by itself: the microphone was pulled out, or a call came in. */
  onBroken: () => void;
}

/** What this browser and the way to this page allow. */
export function surroundings() {
  return {
    isSecure: isSecureContext,
    hasMicrophones: 'mediaDevices' in navigator,
    hasRecorder: 'MediaRecorder' in globalThis,
  };
}

/**
 * Asks for the microphone and records it.
 * @throws DOMException as the browser refuses
 */
export async function openCapture({ onPiece, onBroken }: CaptureOptions): Promise<Capture> {
  const stream = await navigator.mediaDevices.getUserMedia({
    // What makes calls understandable makes a recording thin; its loudness helps who speaks too low.
    audio: {
      channelCount: 1,
      echoCancellation: false,
      noiseSuppression: false,
      autoGainControl: true,
    },
  });
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = looksAtSamples;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const mimeType = bestFormat((type) => MediaRecorder.isTypeSupported(type));
  const recorder = new MediaRecorder(stream, {
    audioBitsPerSecond: bitsPerSecond,
    ...(mimeType === null ? {} : { mimeType }),
  });
  let isStopping = false;
  recorder.ondataavailable = ({ data }) => {
    if (data.size > 0) onPiece(data);
  };
  const stopped = new Promise<void>((settle) => {
    recorder.onstop = () => {
      for (const track of stream.getTracks()) track.stop();
      void context.close();
      settle();
      if (!isStopping) onBroken();
    };
  });
  recorder.start(pieceMs);
  return {
    mimeType: recorder.mimeType,
    pause: () => recorder.pause(),
    resume: () => recorder.resume(),
    stop: () => {
      isStopping = true;
      if (recorder.state !== 'inactive') recorder.stop();
      return stopped;
    },
    samples: () => {
      analyser.getFloatTimeDomainData(samples);
      return samples;
    },
  };
}
