/** A codec as people know it: `pcm_s16le` is PCM, `amr_nb` AMR. */
export function codecText(codec: string): string {
  const [name = codec] = codec.split('_');
  return name.toUpperCase();
}
