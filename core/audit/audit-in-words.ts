import type { Language } from '../recurrence/in-words.ts';
import { auditWordsEn } from './words-en.ts';
import { auditWordsVi } from './words-vi.ts';

interface AuditedDeed {
  action: string;
  /** `null`: the system itself, or somebody at the server's own command line. */
  userName: string | null;
  /** `null` where it has no name, or none any more. */
  subjectName: string | null;
  detail: Readonly<Record<string, unknown>>;
}

const words: Record<Language, Readonly<Record<string, string>>> = {
  vi: auditWordsVi,
  en: auditWordsEn,
};
const nobody = {
  vi: { system: 'Hệ thống', command: 'Người quản trị máy chủ', other: 'làm một việc khác' },
  en: { system: 'The system', command: 'The server’s keeper', other: 'did something else' },
} as const;

/** Who did it, as a sentence begins. */
export function doerInWords(
  { userName, detail }: Pick<AuditedDeed, 'userName' | 'detail'>,
  language: Language,
): string {
  return userName ?? nobody[language][detail['by'] === 'command' ? 'command' : 'system'];
}

/** What they did: `duyệt tin bài “Vay vốn hộ nghèo”`. */
export function deedInWords(
  { action, subjectName }: Pick<AuditedDeed, 'action' | 'subjectName'>,
  language: Language,
): string {
  // An older or a newer version of the server may have written it.
  const template = words[language][action] ?? nobody[language].other;
  const subject = subjectName === null ? '' : `“${subjectName}”`;
  return template
    .replace('{subject}', () => subject)
    .replace(/ {2,}/g, ' ')
    .trim();
}
