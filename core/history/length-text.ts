/** A length as the field writes it: `4′20″`, `45″`, `5′`. */
export function lengthText(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  if (minutes === 0) return `${rest}″`;
  return rest === 0 ? `${minutes}′` : `${minutes}′${String(rest).padStart(2, '0')}″`;
}
