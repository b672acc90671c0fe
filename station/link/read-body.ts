/**
 * The bytes of an answer as they come. The signal ends it also where `fetch` forgot it: Node drops the
 * tie between signal and body when the request is collected as garbage.
 */
export async function* bodyOf(
  response: Response,
  signal: AbortSignal,
  onBytes: (bytes: number) => void = () => {},
): AsyncGenerator<Uint8Array, void> {
  if (!response.body) return;
  const reader: ReadableStreamDefaultReader<Uint8Array> = response.body.getReader();
  const cancel = () => {
    reader.cancel(signal.reason).catch(() => {});
  };
  signal.addEventListener('abort', cancel, { once: true });
  try {
    for (;;) {
      signal.throwIfAborted();
      const { done, value } = await reader.read();
      signal.throwIfAborted();
      if (done) return;
      onBytes(value.length);
      yield value;
    }
  } finally {
    signal.removeEventListener('abort', cancel);
    // Whoever stops reading half-way frees the connection.
    reader.cancel().catch(() => {});
  }
}

/** A whole answer. @throws Error when it is longer than `limitBytes`; the signal's reason */
export async function readBody(
  response: Response,
  limitBytes: number,
  signal: AbortSignal,
  onBytes?: (bytes: number) => void,
): Promise<Buffer<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of bodyOf(response, signal, onBytes)) {
    bytes += chunk.length;
    if (bytes > limitBytes) throw new Error(`the answer is longer than ${limitBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
