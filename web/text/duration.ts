/** A length as the field writes it: `4′20″`, `45″`, `1 h 05′`; milliseconds are rounded to seconds. */
export function durationText(ms: number): string {
  const seconds = Math.round(Math.abs(ms) / 1000);
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = seconds % 60;
  const sign = ms < 0 && seconds > 0 ? '−' : '';
  if (hours > 0) return `${sign}${hours} h ${String(minutes).padStart(2, '0')}′`;
  if (minutes === 0) return `${sign}${rest}″`;
  return rest === 0 ? `${sign}${minutes}′` : `${sign}${minutes}′${String(rest).padStart(2, '0')}″`;
}

/** Time left as a clock shows it: `12:34`, `3:02:07`; never negative. */
export function countdownText(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const hours = Math.floor(seconds / 3600);
  const minutes = String(Math.floor((seconds % 3600) / 60)).padStart(2, '0');
  const rest = String(seconds % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${minutes}:${rest}` : `${minutes}:${rest}`;
}

/** Time gone by as a stop watch shows it: `00:07`, `1:02:07`; a second counts when it is over. */
export function elapsedText(ms: number): string {
  return countdownText(Math.floor(ms / 1000) * 1000);
}

/** A signed deviation in seconds with one decimal: `+0,2 s` in Vietnamese, `+0.2 s` in English. */
export function deviationText(ms: number, locale: string): string {
  const seconds = new Intl.NumberFormat(locale, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
    signDisplay: 'exceptZero',
  }).format(ms / 1000);
  return `${seconds.replace('-', '−')} s`;
}
