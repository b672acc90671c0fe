import { AppError } from '../../runtime/error.ts';

/**
 * The text of a CSV or text file: UTF-16 and UTF-8 by their marks, else UTF-8 where it is that, else
 * Windows-1258, in which older Vietnamese programs write; accents put together.
 * @throws AppError `plan_unreadable` for what is no text
 */
export function decodeText(bytes: Buffer): string {
  const text = textOf(bytes).replace(/^\uFEFF/, '');
  if (text.includes('\u0000'))
    throw new AppError('plan_unreadable', 'it is neither text nor .xlsx');
  return text.normalize('NFC');
}

function textOf(bytes: Buffer): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1258').decode(bytes);
  }
}
