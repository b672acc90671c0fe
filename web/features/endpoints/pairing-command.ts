/** What to type on the box; plain HTTP beyond this very machine must be asked for by name. */
export function pairingCommand(
  origin: string,
  { code, fingerprint }: { code: string; fingerprint: string },
): string {
  const { protocol, hostname } = new URL(origin);
  const isLoopback = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  const insecure = protocol === 'http:' && !isLoopback ? ' --insecure-http' : '';
  return `npx loa station --server ${origin} --code ${code}.${fingerprint} --data ./loa-station --output alsa${insecure}`;
}

/** `ABCD EFGH`: read aloud and typed in two breaths. */
export function spacedCode(code: string): string {
  return code.replace(/^(.{4})(.{4})$/, '$1 $2');
}
