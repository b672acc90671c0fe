import type { Request } from 'express';
import type { Principal } from '../http/principal.ts';
import type { AuthService } from './service.ts';
import { readSignInCookie } from './sign-in-cookie.ts';
import type { Tokens } from './tokens.ts';

const bearer = /^bearer +(\S+)$/i;

/**
 * Who a request is from: by its header `Authorization`, or else by its cookie. A key that is wrong is
 * not made up for by a cookie.
 */
export function createAuthenticate({ auth, tokens }: { auth: AuthService; tokens: Tokens }) {
  return async ({ headers, ip }: Request): Promise<Principal | null> => {
    const value = bearer.exec(headers.authorization ?? '')?.[1];
    if (value !== undefined) return await tokens.authenticate(value, ip ?? '');
    return await auth.authenticate(readSignInCookie(headers.cookie));
  };
}
