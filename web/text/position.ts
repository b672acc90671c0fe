/** A place in a sound as a clock shows it: `0:42`, `1:05:00`; tenths where asked for: `0:42.3`. */
export function positionText(ms: number, tenths = false): string {
  const unit = tenths ? 100 : 1000;
  const units = tenths ? Math.round(Math.max(0, ms) / unit) : Math.floor(Math.max(0, ms) / unit);
  const seconds = tenths ? Math.floor(units / 10) : units;
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = String(seconds % 60).padStart(2, '0');
  const clock =
    hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
  return tenths ? `${clock}.${units % 10}` : clock;
}

/**
 * A place as people type it, in ms: `42`, `42.5`, `0:42,5`, `1:02:03`; `null` for anything else.
 */
export function typedPosition(text: string): number | null {
  const match = /^(?:(?:(\d{1,2}):)?(\d{1,3}):)?(\d{1,5})(?:[.,](\d{1,3}))?$/.exec(text.trim());
  if (!match) return null;
  const [, hours = '0', minutes, seconds = '', part = ''] = match;
  if (minutes !== undefined && Number(seconds) > 59) return null;
  const whole = (Number(hours) * 60 + Number(minutes ?? 0)) * 60 + Number(seconds);
  return whole * 1000 + Number(part.padEnd(3, '0'));
}
