/** Browsers hash only what they hold in memory as a whole; more is left to the server. */
export const hashedBytesLimit = 64 * 1024 * 1024;

/**
 * SHA-256 of a file in base64url without padding; `null` where it is too large, or where the browser
 * counts none because the page did not come over HTTPS.
 */
export async function fileHash(file: Blob): Promise<string | null> {
  const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined;
  if (subtle === undefined || file.size > hashedBytesLimit) return null;
  try {
    return base64url(new Uint8Array(await subtle.digest('SHA-256', await file.arrayBuffer())));
  } catch {
    return null;
  }
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
