// docs/errors.md must list every code that an answer can carry, in the console's own words.
import { join } from 'node:path';

import { errorCodes, type ErrorCode } from '../core/error-codes.ts';
import { AppError } from '../runtime/error.ts';
import { toProblem } from '../server/http/problem.ts';
import { settleGenerated } from './generated-file.ts';
import { readMessages, type Messages } from './i18n-faults.ts';
import { ROOT } from './setup.mjs';

const HEAD = `# Error codes

Every refusal is a problem of RFC 9457 (\`application/problem+json\`) with a stable \`code\`. Scripts should
look at \`code\`, people at the text; \`fields\` names each field that was wrong, \`retryAfter\` says in how
many seconds trying again makes sense. This page is generated.

| Code | Status | What it means |
| --- | --- | --- |
`;

async function load(language: string): Promise<Messages> {
  const file = join(ROOT, `web/i18n/${language}.ts`);
  const exported = (await import(file)) as Record<string, { problem?: unknown } | undefined>;
  return readMessages(exported[language]?.problem);
}

const codes = Object.keys(errorCodes) as ErrorCode[];
const languages = { vi: await load('vi'), en: await load('en') };
const faults = Object.entries(languages).flatMap(([language, messages]) =>
  codes
    .filter((code) => !messages.has(code))
    .map((code) => `web/i18n/${language}: no text for problem.${code}`),
);
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;

const rows = codes.map((code) => {
  const { status } = toProblem(new AppError(code, ''), '');
  return `| \`${code}\` | ${status} | ${languages.en.get(code) ?? ''} |\n`;
});
settleGenerated('docs/errors.md', HEAD + rows.join(''));
