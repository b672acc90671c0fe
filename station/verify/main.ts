import { NoAgentFolder, verifyFolder, type Finding } from './verify-folder.ts';

/** EX_USAGE and EX_NOINPUT. */
const exitCodes = { usage: 64, noInput: 66 };

/** `loa verify`: tells how everything in an agent's folder is; exit code 1 where something is wrong. */
export async function main(argv: readonly string[]): Promise<void> {
  const [folder, ...rest] = argv;
  if (folder === undefined || folder.startsWith('-') || rest.length > 0) {
    process.stderr.write('loa verify FOLDER\n');
    process.exitCode = exitCodes.usage;
    return;
  }
  try {
    const findings = await verifyFolder(folder);
    process.stdout.write(report(findings));
    if (findings.some(({ state }) => state === 'wrong')) process.exitCode = 1;
  } catch (error) {
    if (!(error instanceof NoAgentFolder)) throw error;
    process.stderr.write(`${error.message}.\n`);
    process.exitCode = exitCodes.noInput;
  }
}

function report(findings: readonly Finding[]): string {
  const count = (wanted: Finding['state']) =>
    findings.filter(({ state }) => state === wanted).length;
  const lines = findings
    .filter(({ state, what }) => state !== 'good' || what === 'head')
    .map(({ state, what, name, detail }) => [state, what, name, detail].filter(Boolean).join(' '));
  const sum = `${count('good')} as signed, ${count('missing')} missing, ${count('wrong')} wrong`;
  return [...lines, sum, ''].join('\n');
}
