import type { IncomingMessage } from 'node:http';
import type { Response as ExpressResponse, Request } from 'express';
import { Server, type ServerOptions } from '@tus/server';
import { uploadsPath } from '../../contract/http/uploads.ts';
import type { ErrorCode } from '../../core/error-codes.ts';
import { AppError } from '../../runtime/error.ts';
import type { Principal } from '../http/principal.ts';
import { toProblem } from '../http/problem.ts';
import { requestIdOf } from '../http/request-id.ts';
import { announce } from './announce.ts';
import type { UploadsDeps } from './deps.ts';
import type { Finisher } from './finish.ts';
import { createLocker } from './locker.ts';
import { PartStore } from './part-store.ts';
import { outcomeHeaders } from './outcome-headers.ts';

/** The tus protocol for uploads that are on their way. */
export interface Tus {
  /** Answers a request of that person; gives the id of the upload that it announced, if any. */
  handle(
    request: Request,
    response: ExpressResponse,
    principal: Principal | null,
  ): Promise<string | undefined>;
}

interface Exchange {
  principal: Principal | null;
  response: ExpressResponse;
  announcedId?: string;
}

/** Lets a request that is asked to end write what it has. */
const drainMs = 500;

export function createTus(deps: UploadsDeps, { finish }: Finisher): Tus {
  const exchanges = new WeakMap<IncomingMessage, Exchange>();
  const exchangeOf = (request: TusRequest): Exchange => {
    const raw = request.runtime?.node?.req;
    const exchange = raw && exchanges.get(raw as IncomingMessage);
    if (!exchange) throw new AppError('internal', 'a request that did not come through the door');
    return exchange;
  };
  const server = new ProblemServer({
    path: uploadsPath,
    relativeLocation: true,
    datastore: new PartStore(deps.uploadFolder, deps.db),
    locker: createLocker(),
    lockDrainTimeout: drainMs,
    maxSize: deps.uploadLimits.fileBytes,
    // Pages of other sites have no business here.
    allowedOrigins: () => false,
    namingFunction: async (request, metadata = {}) => {
      const exchange = exchangeOf(request);
      const { principal, response } = exchange;
      if (!principal) throw new AppError('not_signed_in', 'sign in first');
      const lengthBytes = Number(request.headers.get('upload-length'));
      const announced = await announce(deps, principal, { lengthBytes, metadata });
      if ('duplicateOf' in announced) {
        response.setHeader('Loa-Recording-Id', announced.duplicateOf);
        throw new AppError('upload_duplicate', 'a recording has the same bytes already');
      }
      exchange.announcedId = announced.id;
      return announced.id;
    },
    onUploadFinish: async (_request, { id }) => ({ headers: outcomeHeaders(await finish(id)) }),
    onResponseError: (request, error) => {
      const { response } = exchangeOf(request);
      const { status, body } = toProblem(toError(error), requestIdOf(response));
      if (status >= 500) deps.log.warn({ err: error, requestId: body.requestId }, 'upload failed');
      return { status_code: status, body: JSON.stringify(body) };
    },
  });
  return {
    handle: async (request, response, principal) => {
      const exchange: Exchange = { principal, response };
      exchanges.set(request, exchange);
      await server.handle(request, response);
      return exchange.announcedId;
    },
  };
}

type TusRequest = Parameters<NonNullable<ServerOptions['onIncomingRequest']>>[0];

class ProblemServer extends Server {
  /** Every refusal leaves tus through here. */
  override write(...[context, headers, status, body]: Parameters<Server['write']>) {
    if (status >= 400 && body?.startsWith('{') === true)
      headers.set('content-type', 'application/problem+json');
    return super.write(context, headers, status, body);
  }
}

const codeOfStatus: Partial<Record<number, ErrorCode>> = {
  404: 'upload_not_found',
  409: 'upload_state_wrong',
  410: 'upload_not_found',
  413: 'upload_too_large',
  // What tus may do and we do not: lengths that come later, files made of several.
  501: 'body_invalid',
};

/** What tus throws of its own is no Error but a status with a sentence. */
function toError(thrown: Error | { status_code: number; body: string }): unknown {
  if (thrown instanceof Error) return thrown;
  const usual = thrown.status_code >= 500 ? 'internal' : 'body_invalid';
  return new AppError(codeOfStatus[thrown.status_code] ?? usual, thrown.body.trim());
}
