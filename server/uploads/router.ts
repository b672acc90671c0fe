import { Router, type Request, type Response } from 'express';
import { uploadsPath } from '../../contract/http/uploads.ts';
import { AppError } from '../../runtime/error.ts';
import { checkAccess } from '../http/bind.ts';
import type { Principal } from '../http/principal.ts';
import { partOf, type UploadsDeps } from './deps.ts';
import { sizeOf, type Finisher } from './finish.ts';
import { outcomeHeaders } from './outcome-headers.ts';
import { findUpload, moveUpload, type UploadRow } from './repo.ts';
import type { UploadsService } from './service.ts';
import type { Tus } from './tus.ts';

export interface UploadRouterDeps extends UploadsDeps, Finisher {
  authenticate: (request: Request) => Promise<Principal | null>;
  uploads: UploadsService;
  tus: Tus;
}

const tusVersion = { 'Tus-Resumable': '1.0.0' };

/**
 * tus 1.0 with our sign-in. An upload belongs to whoever announced it; what is over is answered here,
 * the rest is for tus.
 */
export function uploadRouter(deps: UploadRouterDeps): Router {
  const router = Router();
  router.all([uploadsPath, `${uploadsPath}/:id`], (request, response, next) => {
    serve(deps, request, response).catch(next);
  });
  return router;
}

async function serve(deps: UploadRouterDeps, request: Request, response: Response): Promise<void> {
  const { tus } = deps;
  if (request.method === 'OPTIONS') {
    await tus.handle(request, response, null);
    return;
  }
  const principal = await requirePerson(deps, request);
  const { id } = request.params;
  if (typeof id !== 'string') {
    if (request.method !== 'POST') refuseRoute(request);
    await create(deps, request, response, principal);
    return;
  }
  const row = await findUpload(deps.db, id);
  if (row?.user_id !== principal.userId) {
    throw new AppError('upload_not_found', `you have no upload ${id}`);
  }
  switch (request.method) {
    case 'HEAD':
      await show(deps, request, response, principal);
      return;
    case 'PATCH':
      await goOn(deps, request, response, { principal, row });
      return;
    case 'DELETE':
      await deps.uploads.discard(principal, id);
      response.status(204).set(tusVersion).end();
      return;
    default:
      refuseRoute(request);
  }
}

async function requirePerson(
  { authenticate }: UploadRouterDeps,
  request: Request,
): Promise<Principal> {
  const principal = await authenticate(request);
  const method = request.method === 'HEAD' ? 'GET' : 'POST';
  checkAccess({ access: 'recording.write', method }, principal, request);
  if (!principal) throw new AppError('not_signed_in', 'sign in first');
  return principal;
}

function refuseRoute({ method, path }: Request): never {
  throw new AppError('route_not_found', `there is no ${method} ${path}`);
}

async function create(
  { tus, uploads }: UploadRouterDeps,
  request: Request,
  response: Response,
  principal: Principal,
): Promise<void> {
  const id = await tus.handle(request, response, principal);
  // Without its address nobody can go on with it.
  if (id !== undefined && response.statusCode >= 400) await uploads.forget(id);
}

async function show(
  deps: UploadRouterDeps,
  request: Request,
  response: Response,
  principal: Principal,
): Promise<void> {
  const row = await deps.finish(String(request.params['id']));
  response.set(outcomeHeaders(row));
  if (row.state === 'receiving') {
    await deps.tus.handle(request, response, principal);
    return;
  }
  const length = String(row.length_bytes);
  response.status(200).set({ ...tusVersion, 'Upload-Offset': length, 'Upload-Length': length });
  response.set('cache-control', 'no-store').end();
}

async function goOn(
  deps: UploadRouterDeps,
  request: Request,
  response: Response,
  { principal, row }: { principal: Principal; row: UploadRow },
): Promise<void> {
  const { db, clock, tus } = deps;
  if (row.state === 'receiving') {
    const touched = { touched_at: clock.now() };
    const isOpen = await moveUpload(db, { id: row.id, from: ['receiving'] }, touched);
    // One that has all its bytes may be moved into the store at any moment.
    if (isOpen && (await sizeOf(partOf(deps, row.id))) !== row.length_bytes) {
      await tus.handle(request, response, principal);
      return;
    }
  }
  const over = await deps.finish(row.id);
  response.set({ ...tusVersion, ...outcomeHeaders(over) });
  if (request.get('upload-offset') !== String(row.length_bytes)) {
    throw new AppError('upload_state_wrong', 'all of it has arrived');
  }
  response.status(204).set('Upload-Offset', String(row.length_bytes)).end();
}
