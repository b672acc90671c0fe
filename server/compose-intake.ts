import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Request, Router } from 'express';
import type { Kysely } from 'kysely';
import type { MediaStore } from '../media/store.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Logger } from '../runtime/log.ts';
import type { Access } from './access/access.ts';
import type { ServerConfig } from './config.ts';
import type { BoundRoute } from './http/handler.ts';
import type { Principal } from './http/principal.ts';
import type { UploadFigures } from './http/work-metrics.ts';
import type { Database } from './store/schema.ts';
import type { ProgressOf } from './recordings/version-answer.ts';
import { createFinisher } from './uploads/finish.ts';
import { countOpenUploads } from './uploads/repo.ts';
import { requireFree } from './uploads/require-free.ts';
import { requireRoom, type UploadLimits } from './uploads/room.ts';
import { uploadRouter } from './uploads/router.ts';
import { uploadRoutes } from './uploads/routes.ts';
import { createUploadsService } from './uploads/service.ts';
import { sweepUploads } from './uploads/sweep.ts';
import { createTus } from './uploads/tus.ts';

export interface IntakeDeps {
  config: ServerConfig;
  db: Kysely<Database>;
  access: Access;
  media: MediaStore;
  kick: () => void;
  progressOf: ProgressOf;
  recordingsChanged: (ids: readonly string[]) => void;
  authenticate: (request: Request) => Promise<Principal | null>;
  clock: Clock;
  log: Logger;
}

/** The way of a file from its sender into the library. */
export interface Intake {
  routes: BoundRoute[];
  routers: Router[];
  /** @throws AppError `quota_full`, `disk_full` */
  requireRoom: (principal: Principal, bytes: number) => Promise<void>;
  figures: () => Promise<UploadFigures>;
  finishWhole: () => Promise<void>;
  sweep: () => Promise<void>;
}

export async function composeIntake(given: IntakeDeps): Promise<Intake> {
  const { config, db } = given;
  const uploadFolder = join(config.paths.media, 'uploads');
  await mkdir(uploadFolder, { recursive: true });
  const limits: UploadLimits = { fileBytes: config.uploadLimitBytes, ...config.quota };
  const deps = { ...given, uploadFolder, uploadLimits: limits };
  const { finish } = createFinisher(deps);
  const uploads = createUploadsService(deps, { finish });
  const tus = createTus(deps, { finish });
  return {
    routes: uploadRoutes({ ...deps, uploads }),
    routers: [uploadRouter({ ...deps, finish, uploads, tus })],
    requireRoom: async ({ userId }, bytes) => {
      await requireFree(uploadFolder, bytes);
      await requireRoom(db, { userId, bytes, limits });
    },
    figures: () => countOpenUploads(db),
    finishWhole: () => uploads.finishWhole(),
    sweep: () => sweepUploads(deps),
  };
}
