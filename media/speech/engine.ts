/** How one text is to be spoken. */
export interface SpeakOptions {
  /** The sound file that is written. */
  target: string;
  /** As the engine knows it. */
  voice: string;
  wordsPerMinute: number;
  signal?: AbortSignal;
}

/** What turns words into sound. It may fail or give rubbish: whoever asks looks at the file. */
export interface SpeechEngine {
  /** @throws MediaError `speech_failed`; the signal's reason when aborted */
  speak(text: string, options: SpeakOptions): Promise<void>;
}
