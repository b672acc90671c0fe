const NAME = /^[a-z0-9_]+$/;

/** Whether a text can be the id of a broadcast or a slot: the hyphen is what stands between them. */
export function isOccurrenceName(text: string): boolean {
  return NAME.test(text);
}
