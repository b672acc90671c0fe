/** Colours as the canvas needs them: resolved, not as tokens. */
export interface WaveColours {
  wave: string;
  played: string;
}

export interface DrawnWaveform {
  /** How much has been heard, 0 to 1. */
  show: (share: number) => void;
  paint: (colours: WaveColours) => void;
  remove: () => void;
}

interface Options {
  container: HTMLElement;
  /** 0 to 1. */
  peaks: Float32Array;
  durationMs: number;
  heightPx: number;
  /** The loudest place fills the height. */
  isNormalized: boolean;
  colours: WaveColours;
}

/**
 * Draws an outline that the server has measured; nothing is fetched or decoded here. The library comes
 * only when something is to be drawn.
 */
export async function drawWaveform(options: Options): Promise<DrawnWaveform> {
  const { default: WaveSurfer } = await import('wavesurfer.js');
  const durationS = Math.max(0.001, options.durationMs / 1000);
  const drawn = WaveSurfer.create({
    container: options.container,
    peaks: [options.peaks],
    duration: durationS,
    height: options.heightPx,
    barWidth: 2,
    barGap: 1,
    barRadius: 1,
    barMinHeight: 1,
    normalize: options.isNormalized,
    interact: false,
    cursorWidth: 0,
    hideScrollbar: true,
    waveColor: options.colours.wave,
    progressColor: options.colours.played,
  });
  return {
    show: (share) => drawn.setTime(share * durationS),
    paint: ({ wave, played }) => drawn.setOptions({ waveColor: wave, progressColor: played }),
    remove: () => drawn.destroy(),
  };
}
