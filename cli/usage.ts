/** The command was called in a way that it does not know; the message is for the person who did. */
export class UsageError extends Error {}

/** For commands that take nothing but the environment. @throws UsageError */
export function refuseArguments(command: string, argv: readonly string[]): void {
  const [first] = argv;
  if (first !== undefined) throw new UsageError(`loa ${command} takes no "${first}".`);
}
