import { z } from 'zod';
import { epochMs, id, sha256 } from '../scalar.ts';
import { incidentRecord } from './exchange.ts';

/**
 * A bundle is one tar file that carries what endpoints without a network play. Nothing in it is trusted by its
 * place: a head by its signature, everything else by the hash that the head names.
 */
export const bundleNames = {
  head: (endpointId: string) => `heads/${endpointId}.json`,
  receipt: (endpointId: string) => `receipts/${endpointId}.json`,
  object: (hash: string) => `objects/${hash}`,
  media: (hash: string) => `media/${hash}`,
};

/** What a bundle's file is called, so that the agent finds it on a stick. */
export const bundleFile = /^loa-(?!plays-).{1,200}\.tar$/i;

/** What the server has of an endpoint's plays; signed like a head, with which its shape cannot be confused. */
export const receiptBody = z.strictObject({
  v: z.literal(1),
  receiptFor: id,
  issuedAt: epochMs,
  /** Sequence numbers from and to, both included. */
  plays: z.array(z.tuple([z.int().min(1), z.int().min(1)])).max(1000),
  keyId: z.string().regex(/^[A-Za-z0-9_-]{16}$/),
});
export type ReceiptBody = z.output<typeof receiptBody>;

const signature = z.string().regex(/^[A-Za-z0-9_-]{86}$/);
export const signedReceipt = receiptBody.extend({ signature });

/** How many records one file of plays carries; what is left over goes with the next stick. */
export const playsInFile = 5000;
export const incidentsInFile = 1000;

/** What an endpoint without a network says of itself, signed by a key that it made from its secret. */
export const playsFileBody = z.strictObject({
  v: z.literal(1),
  playsOf: id,
  madeAt: epochMs,
  clockTrusted: z.boolean(),
  headSequence: z.int().nullable(),
  complete: z.array(sha256).max(16),
  incomplete: z.array(sha256).max(16),
  version: z.string().max(40),
  diskFreeBytes: z.int().min(0).nullable(),
  incidents: z.array(incidentRecord).max(incidentsInFile),
  /** Each is judged by itself, as over the network. */
  plays: z.array(z.unknown()).max(playsInFile),
});
export type PlaysFileBody = z.output<typeof playsFileBody>;

export const signedPlaysFile = playsFileBody.extend({ signature });

/** What a plays file is called on the stick. */
export const playsFileName = (endpointId: string) => `loa-plays-${endpointId}.json`;
