import { z } from 'zod';
import { errorCodes } from '../../core/error-codes.ts';

/** The parts of an OpenAPI document that the page shows. */
const description = z.object({
  info: z.object({ title: z.string(), version: z.string() }),
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        tags: z.array(z.string()).default([]),
        summary: z.string().default(''),
        description: z.string().default(''),
      }),
    ),
  ),
});

interface Row {
  method: string;
  path: string;
  tags: string[];
  summary: string;
  description: string;
}

/** The API as a page to read: no script, nothing from elsewhere. */
export function apiPage(openApi: unknown): string {
  const api = description.parse(openApi);
  const rows = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      ...operation,
    })),
  );
  const sections = [...new Set(rows.map(({ tags }) => tags[0] ?? ''))].map((tag) => {
    const lines = rows.filter(({ tags }) => tags[0] === tag).map(routeRow);
    return `<h2>${escape(tag)}</h2>\n<table>\n${lines.join('\n')}\n</table>`;
  });
  const codes = Object.entries(errorCodes).map(
    ([code, kind]) => `<tr id="${code}"><td><code>${code}</code></td><td>${kind}</td></tr>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(api.info.title)} API</title>
<style>${style}</style>
</head>
<body>
<h1>${escape(api.info.title)} API, version ${escape(api.info.version)}</h1>
<p>Machines read <a href="/api/v1/openapi.json">openapi.json</a> (OpenAPI 3.1).
Sign in, keep the cookie, and send <code>Loa-Csrf</code> from <code>/api/v1/me</code> with every write.
Refusals are <code>application/problem+json</code> (RFC 9457) with one of the codes below.</p>
${sections.join('\n')}
<h2>Codes</h2>
<table>
${codes.join('\n')}
</table>
</body>
</html>
`;
}

function routeRow({ method, path, summary, description }: Row): string {
  const route = `<code><b>${escape(method)}</b> ${escape(path)}</code>`;
  const access = escape(description).replace(/`([^`]*)`/g, '<code>$1</code>');
  return `<tr><td>${route}</td><td>${escape(summary)}<br><small>${access}</small></td></tr>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

const style = `
body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color-scheme:light dark}
table{border-collapse:collapse;width:100%}td{border-top:1px solid #8885;padding:.4rem .6rem .4rem 0;vertical-align:top}
td:first-child{width:26rem}tr:target{background:#fd05}h2{margin-top:2rem}small{opacity:.8}`;
