import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { generateSigningKey, loadSigner, type Signer } from '../../runtime/crypto.ts';

/** A private key as it stands in the file. */
export interface PrivateKey {
  pem: string;
  signer: Signer;
}

const pemForm = /-----BEGIN PRIVATE KEY-----[\s\S]+?-----END PRIVATE KEY-----/g;

export function newPrivateKey(): PrivateKey {
  const { privatePem } = generateSigningKey();
  return { pem: privatePem.trim(), signer: loadSigner(privatePem) };
}

/**
 * The private keys in a file, PEM after PEM; none where there is no file.
 * @throws Error when the file holds anything but Ed25519 keys
 */
export async function readKeyFile(file: string): Promise<PrivateKey[]> {
  const text = await read(file);
  if (text === null) return [];
  const keys = (text.match(pemForm) ?? []).map((pem) => ({ pem, signer: loadSigner(pem) }));
  if (keys.length === 0 || text.replace(pemForm, '').trim() !== '')
    throw new Error(`${file} holds something that is not an Ed25519 key in PKCS #8`);
  return keys;
}

/** Puts keys in place of the file at once and durably, readable to its owner alone. */
export async function writeKeyFile(file: string, keys: readonly PrivateKey[]): Promise<void> {
  const folder = dirname(file);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const part = join(folder, `${randomUUID()}.part`);
  try {
    const handle = await open(part, 'wx', 0o600);
    try {
      await handle.writeFile(keys.map(({ pem }) => `${pem}\n`).join(''));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(part, file);
    await syncFolder(folder);
  } finally {
    await rm(part, { force: true });
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
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
