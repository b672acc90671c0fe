import type { Request, Response } from 'express';
import { authRoutes as contract, type Me } from '../../contract/http/auth.ts';
import { handle, handlePublic, type BoundRoute } from '../http/handler.ts';
import type { AccessReset } from './access-reset.ts';
import type { Principal } from '../http/principal.ts';
import { signInLifeMs, type AuthService, type SignedIn } from './service.ts';
import type { SetUp } from './set-up.ts';
import { readSignInCookie, signInCookie } from './sign-in-cookie.ts';

export interface AuthRoutesDeps {
  auth: AuthService;
  setUp: SetUp;
  reset: AccessReset;
  /** Whether people reach us over HTTPS alone. */
  isHttps: boolean;
}

export function authRoutes({ auth, setUp, reset, isHttps }: AuthRoutesDeps): BoundRoute[] {
  const welcome = ({ principal, token }: SignedIn, response: Response): Me => {
    response.append('set-cookie', signInCookie(token, { maxAgeMs: signInLifeMs, isHttps }));
    return toMe(principal);
  };
  return [
    handlePublic(contract.signIn, async ({ body, request, response }) =>
      welcome(await auth.signIn({ ...body, address: addressOf(request) }), response),
    ),
    handlePublic(contract.setUp, async ({ body, response }) =>
      welcome(await auth.open(await setUp.complete(body)), response),
    ),
    handlePublic(contract.reset, async ({ body, request, response }) =>
      welcome(await auth.open(await reset.use({ ...body, address: addressOf(request) })), response),
    ),
    handle(contract.signOut, async ({ request, response }) => {
      const token = readSignInCookie(request.headers.cookie);
      if (token !== null) await auth.signOut(token);
      response.append('set-cookie', signInCookie('', { maxAgeMs: 0, isHttps }));
      return null;
    }),
    handle(contract.getMe, ({ principal }) => Promise.resolve(toMe(principal))),
  ];
}

function toMe({ userId, csrf, grants, ...rest }: Principal): Me {
  const held = grants.map(({ role, areaId }) => ({ role, areaId }));
  return { id: userId, csrf: csrf ?? '', ...rest, grants: held };
}

function addressOf(request: Request): string {
  return request.ip ?? '';
}
