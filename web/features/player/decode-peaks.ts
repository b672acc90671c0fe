const loudest = 127;

/** Peaks as the server sends them (base64, one byte each, 0 to 127) as shares of full scale. */
export function decodePeaks(base64: string): Float32Array {
  const bytes = atob(base64);
  return Float32Array.from({ length: bytes.length }, (_, at) =>
    Math.min(1, bytes.charCodeAt(at) / loudest),
  );
}
