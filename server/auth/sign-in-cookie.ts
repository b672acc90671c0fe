const name = 'loa_sign_in';

/** The sign-in token of a request, if it carries one. */
export function readSignInCookie(header: string | undefined): string | null {
  for (const pair of header?.split(';') ?? []) {
    const [key, value] = pair.split('=', 2);
    if (key?.trim() === name && value !== undefined) return value.trim();
  }
  return null;
}

/** `Set-Cookie` that keeps a token where no script and no other site reaches it. */
export function signInCookie(token: string, options: { maxAgeMs: number; isHttps: boolean }) {
  return [
    `${name}=${token}`,
    'Path=/',
    `Max-Age=${Math.floor(options.maxAgeMs / 1000)}`,
    'HttpOnly',
    'SameSite=Strict',
    ...(options.isHttps ? ['Secure'] : []),
  ].join('; ');
}
