/** Where the demo tells what it does. */
export interface Terminal {
  /** A new part of the story. */
  step(text: string): void;
  /** Something within it. */
  note(text: string): void;
  /** Text as it is. */
  plain(text: string): void;
  /** The one JSON object. */
  json(value: unknown): void;
}

/** With `json`, standard output carries nothing but the object; the story goes to standard error. */
export function createTerminal({ json }: { json: boolean }): Terminal {
  const story = json ? process.stderr : process.stdout;
  const line = (text: string) => void story.write(`${text}\n`);
  return {
    step: (text) => line(`\n${text}`),
    note: (text) => line(`  ${text}`),
    plain: line,
    json: (value) => void process.stdout.write(`${JSON.stringify(value)}\n`),
  };
}
