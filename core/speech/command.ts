/** What an engine's command line may name; each is replaced by a whole value, never by a shell. */
export const commandPlaceholders = ['{text-file}', '{output}', '{voice}', '{rate}'] as const;
export type CommandPlaceholder = (typeof commandPlaceholders)[number];

/**
 * Reads a command written as a JSON list of words. `null` unless it names its program, the file with the
 * text and the file for the sound.
 */
export function parseCommand(text: string): string[] | null {
  const words = readList(text);
  if (!words || !words[0] || words[0].includes('{')) return null;
  const isNamed = (placeholder: CommandPlaceholder) =>
    words.slice(1).some((word) => word.includes(placeholder));
  return isNamed('{text-file}') && isNamed('{output}') ? words : null;
}

/** The words with their placeholders filled in; what a value holds is not looked into again. */
export function fillCommand(
  words: readonly string[],
  values: Readonly<Record<CommandPlaceholder, string>>,
): string[] {
  const pattern = /\{(?:text-file|output|voice|rate)\}/g;
  return words.map((word) =>
    word.replace(pattern, (placeholder) => values[placeholder as CommandPlaceholder]),
  );
}

function readList(text: string): string[] | null {
  try {
    const value: unknown = JSON.parse(text);
    const isList = Array.isArray(value) && value.every((word) => typeof word === 'string');
    return isList ? value : null;
  } catch {
    return null;
  }
}
