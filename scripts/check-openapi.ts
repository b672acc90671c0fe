// The committed description of the HTTP API must be what the contract says.
import { buildOpenApi } from '../contract/openapi.ts';
import { settleGenerated } from './generated-file.ts';

settleGenerated('contract/openapi.json', `${JSON.stringify(buildOpenApi(), null, 2)}\n`);
