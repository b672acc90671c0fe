import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { generateSigningKey, loadSigner, type Signer } from '../../runtime/crypto.ts';

/**
 * The key by which this server speaks to its endpoints; made at the first start, readable to its owner
 * alone.
 * @throws Error when the file is there and holds no Ed25519 key
 */
export async function openSigningKey(file: string): Promise<Signer> {
  const pem = await read(file);
  if (pem !== null) return loadSigner(pem);
  const folder = dirname(file);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { privatePem } = generateSigningKey();
  const part = join(folder, `${randomUUID()}.part`);
  try {
    await writeDurably(part, privatePem);
    // A link is never made over a key that is there: endpoints would refuse the next head.
    await link(part, file);
  } finally {
    await rm(part, { force: true });
  }
  return loadSigner(privatePem);
}

async function writeDurably(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function read(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
