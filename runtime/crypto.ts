import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
  sign as signBytes,
  timingSafeEqual,
  verify as verifyBytes,
  type Hash,
  type KeyObject,
} from 'node:crypto';
import type { Clock } from './clock.ts';

/** SHA-256 of bytes or UTF-8 text in base64url without padding: 43 characters. */
export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('base64url');
}

/** A SHA-256 fed in parts; finish with `.digest('base64url')`. */
export function createHasher(): Hash {
  return createHash('sha256');
}

/** `bytes` random bytes in base64url: 32 bytes make 43 characters. */
export function randomToken(bytes = 32): string {
  return randomBytes(bytes).toString('base64url');
}

/** Whether two texts are equal, in a time that does not tell where they differ. */
export function constantTimeEqual(a: string, b: string): boolean {
  // Digests have one length, which timingSafeEqual asks for.
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

/** A new Ed25519 key as it is kept and handed out. */
export interface SigningKey {
  keyId: string;
  /** PKCS #8 in PEM; whoever holds it speaks for this server. */
  privatePem: string;
  /** Raw 32 bytes in base64url. */
  publicKey: string;
}

/** Holds a private key. */
export interface Signer {
  keyId: string;
  /** Raw 32 bytes in base64url. */
  publicKey: string;
  /** Ed25519 signature of the bytes (text as UTF-8) in base64url: 86 characters. */
  sign(bytes: Uint8Array | string): string;
}

const signatureBytes = 64;
const publicKeyBytes = 32;

/** The id of a public key (raw, base64url): the first 16 characters of its SHA-256. */
export function keyIdOf(publicKey: string): string {
  return sha256(Buffer.from(publicKey, 'base64url')).slice(0, 16);
}

/** Makes a new Ed25519 key (RFC 8032). */
export function generateSigningKey(): SigningKey {
  const { privateKey } = generateKeyPairSync('ed25519');
  const privatePem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const publicKey = rawPublicKey(privateKey);
  return { keyId: keyIdOf(publicKey), privatePem, publicKey };
}

/** A signer for a PEM private key. Throws if it is not an Ed25519 key. */
export function loadSigner(privatePem: string): Signer {
  const privateKey = createPrivateKey(privatePem);
  if (privateKey.asymmetricKeyType !== 'ed25519') throw new Error('the signing key is not Ed25519');
  return signerOf(privateKey);
}

// RFC 8410: what stands before the 32 bytes of an Ed25519 private key in PKCS #8.
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');

/** A signer whose key follows from a secret and a purpose alone (HKDF, RFC 5869): the same each time. */
export function signerFromSecret(secret: string, purpose: string): Signer {
  const seed = Buffer.from(hkdfSync('sha256', secret, '', purpose, 32));
  const der = Buffer.concat([pkcs8Prefix, seed]);
  return signerOf(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }));
}

function signerOf(privateKey: KeyObject): Signer {
  const publicKey = rawPublicKey(privateKey);
  return {
    keyId: keyIdOf(publicKey),
    publicKey,
    sign: (bytes) => signBytes(null, Buffer.from(bytes), privateKey).toString('base64url'),
  };
}

const seedBytes = 32;
/** PKCS #8 of an Ed25519 key (RFC 8410) up to its seed. */
const pkcs8Begin = Buffer.from('302e020100300506032b657004220420', 'hex');

/** A signer for the 32 bytes that an Ed25519 key is made from (RFC 8032). Throws if there are more or fewer. */
export function signerOfSeed(seed: Uint8Array): Signer {
  if (seed.length !== seedBytes) throw new Error(`an Ed25519 key has ${seedBytes} bytes`);
  const key = createPrivateKey({
    key: Buffer.concat([pkcs8Begin, seed]),
    format: 'der',
    type: 'pkcs8',
  });
  return loadSigner(key.export({ type: 'pkcs8', format: 'pem' }).toString());
}

/** Whether `signature` over `bytes` is by `publicKey`; malformed input is false, never an error. */
export function verify(publicKey: string, bytes: Uint8Array | string, signature: string): boolean {
  try {
    const raw = Buffer.from(signature, 'base64url');
    if (raw.length !== signatureBytes || raw.toString('base64url') !== signature) return false;
    return verifyBytes(null, Buffer.from(bytes), importPublicKey(publicKey), raw);
  } catch {
    return false;
  }
}

function rawPublicKey(privateKey: KeyObject): string {
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  if (x === undefined) throw new Error('the signing key has no public part');
  return x;
}

function importPublicKey(publicKey: string): KeyObject {
  if (Buffer.from(publicKey, 'base64url').length !== publicKeyBytes) {
    throw new Error('not an Ed25519 public key');
  }
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: publicKey };
  return createPublicKey({ key: jwk, format: 'jwk' });
}

/** The header that carries a push's signature. */
export const pushSignatureHeader = 'Loa-Signature';

/** What a push's signature covers. */
export interface PushRequest {
  method: string;
  /** Absolute, exactly as sent. */
  url: string;
  body: Uint8Array | string;
}

export type PushRefusal = 'malformed' | 'unknown_key' | 'stale' | 'bad_signature';

export type PushCheck =
  { ok: true; keyId: string; timeMs: number } | { ok: false; reason: PushRefusal };

const toleranceMs = 5 * 60_000;
const headerForm = /^keyId=([\w-]{16}), time=(\d{1,15}), signature=([\w-]{86})$/;

/** The value of `Loa-Signature` for this request, valid for 5 minutes around `clock.now()`. */
export function signPush(request: PushRequest, signer: Signer, clock: Clock): string {
  const { method, url, body } = request;
  return signPushOf({ method, url, bodySha256: sha256(body) }, signer, clock);
}

/** As {@link signPush}, for a body that is known by its SHA-256 alone. */
export function signPushOf(
  request: Omit<PushRequest, 'body'> & { bodySha256: string },
  signer: Signer,
  clock: Clock,
): string {
  const timeMs = Math.floor(clock.now());
  const signature = signer.sign(signedText(request, timeMs));
  return `keyId=${signer.keyId}, time=${timeMs}, signature=${signature}`;
}

/**
 * Checks a received push. `publicKeyOf` gives the raw base64url key of a key id that the receiver
 * trusts. Refuses more than 5 minutes early or late, another URL, method or body, an unknown key.
 */
export function verifyPush(
  request: PushRequest,
  header: string | undefined,
  publicKeyOf: (keyId: string) => string | undefined,
  clock: Clock,
): PushCheck {
  const [, keyId, time, signature] = headerForm.exec(header ?? '') ?? [];
  if (!keyId || !time || !signature) return { ok: false, reason: 'malformed' };
  const publicKey = publicKeyOf(keyId);
  if (!publicKey) return { ok: false, reason: 'unknown_key' };
  const timeMs = Number(time);
  const { method, url, body } = request;
  const text = signedText({ method, url, bodySha256: sha256(body) }, timeMs);
  if (!verify(publicKey, text, signature)) {
    return { ok: false, reason: 'bad_signature' };
  }
  if (Math.abs(clock.now() - timeMs) > toleranceMs) return { ok: false, reason: 'stale' };
  return { ok: true, keyId, timeMs };
}

function signedText(
  { method, url, bodySha256 }: { method: string; url: string; bodySha256: string },
  timeMs: number,
): string {
  return [method.toUpperCase(), url, String(timeMs), bodySha256].join('\n');
}
