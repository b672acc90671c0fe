import type { SoundProfile } from '../../../contract/http/sound-profiles.ts';

export interface ProfileWords {
  t: (key: string, named?: Record<string, unknown>) => string;
  size: (bytes: number) => string;
  number: (value: number) => string;
}

interface ProfileLine {
  key: 'sound' | 'loudness' | 'size' | 'made';
  text: string;
}

/** What an encoding does to a sound and what it takes, as a person would ask for it. */
export function profileLines(
  { band, isCompressed, targetLufs, bitRate, made, older }: SoundProfile,
  { t, size, number }: ProfileWords,
): ProfileLine[] {
  const spectrum = band
    ? t('soundProfile.band', { from: number(band.highPassHz), to: number(band.lowPassHz) })
    : t('soundProfile.wholeBand');
  const steadied = isCompressed ? [t('soundProfile.compressed')] : [];
  const anew = older > 0 ? [t('soundProfile.older', { count: number(older) })] : [];
  return [
    { key: 'sound', text: [spectrum, ...steadied].join(', ') },
    {
      key: 'loudness',
      text: t('soundProfile.lufs', { lufs: String(targetLufs).replace('-', '−') }),
    },
    { key: 'size', text: t('soundProfile.perMinute', { size: size((bitRate / 8) * 60) }) },
    { key: 'made', text: [t('soundProfile.files', { count: number(made) }), ...anew].join(', ') },
  ];
}
