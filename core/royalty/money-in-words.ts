import { readInteger } from '../speech/read-number.ts';

/** `Một triệu hai trăm nghìn đồng`, as papers of an accountant write it. */
export function moneyInWords(dong: number): string {
  const words = readInteger(String(dong));
  return `${words.charAt(0).toLocaleUpperCase('vi')}${words.slice(1)} đồng`;
}
