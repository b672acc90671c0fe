import { readInteger } from '../read-number.ts';
import { isAfter, matchAt, type Rule } from '../rule.ts';

const end = '(?![\\p{L}\\d])';
const hours = new RegExp(
  `([01]?\\d|2[0-4]) ?(?:h|g|giờ)(?: ?([0-5]?\\d)(?: ?(?:phút|ph|p|'|′))?)?${end}`,
  'uyi',
);
const clock = new RegExp(`([01]?\\d|2[0-4]):([0-5]\\d)(?::([0-5]\\d))?${end}(?!:)`, 'uy');
const ratioWords = new Set(['lệ', 'số']);

/** Times of day: `17h30`, `17 giờ 30`, `05:00`. */
export const time: Rule = (text, at, context) => {
  const found = matchAt(clock, text, at);
  if (found && !isAfter(context, ratioWords)) {
    const [whole, h = '', m = '', s] = found;
    const seconds = s === undefined || s === '00' ? '' : ` ${readInteger(s)} giây`;
    return { length: whole.length, said: say(h, m) + seconds, isAmount: true };
  }
  const [whole, h, m] = matchAt(hours, text, at) ?? [];
  // "5 g" is a weight, "17g30" a time.
  if (!whole || !h || (m === undefined && !/h|giờ/i.test(whole))) return null;
  return { length: whole.length, said: say(h, m ?? '0'), isAmount: true };
};

function say(h: string, m: string): string {
  const hour = `${readInteger(h)} giờ`;
  if (Number(m) === 0) return hour;
  return `${hour} ${readInteger(m)} phút`;
}
