import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** One fault of one variable. */
export interface ConfigFault {
  variable: string;
  message: string;
}

/** Thrown with every fault of the environment at once. */
export class ConfigError extends Error {
  readonly faults: ConfigFault[];

  constructor(faults: ConfigFault[]) {
    super(faults.map(({ variable, message }) => `${variable}: ${message}`).join('\n'));
    this.name = 'ConfigError';
    this.faults = faults;
  }
}

/**
 * Marks a variable as secret: it may also come from the file named by `<NAME>_FILE`, and it is
 * never printed. Use it on the outermost schema: `secret(z.string().min(32).optional())`.
 */
export function secret<S extends z.ZodType>(schema: S): S {
  return schema.meta({ secret: true });
}

/** Whether `secret` marked this schema. */
export function isSecret(schema: z.ZodType): boolean {
  return schema.meta()?.['secret'] === true;
}

/**
 * Reads a process's variables, named as the keys of `schema`; empty ones count as unset.
 * @throws ConfigError naming all faults; values of secrets are never part of a message.
 */
export function readEnv<T>(schema: z.ZodType<T>, env: NodeJS.ProcessEnv): Readonly<T> {
  const faults: ConfigFault[] = [];
  const values: Record<string, string> = {};
  for (const [variable, field] of Object.entries(shapeOf(schema))) {
    const value = readVariable(variable, isSecret(field), env, faults);
    if (value !== undefined) values[variable] = value;
  }
  const result = schema.safeParse(values);
  for (const issue of result.error?.issues ?? []) {
    const variable = String(issue.path[0] ?? 'environment');
    if (!faults.some((fault) => fault.variable.startsWith(variable))) {
      faults.push({ variable, message: variable in values ? issue.message : 'is missing' });
    }
  }
  if (!result.success || faults.length > 0) throw new ConfigError(faults);
  return Object.freeze(result.data);
}

/** Runs `read`; on a ConfigError prints its faults to stderr and exits with 78 (EX_CONFIG). */
export function exitOnConfigError<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`The configuration has faults:\n${error.message}\n`);
    process.exit(78);
  }
}

function shapeOf(schema: unknown): Record<string, z.ZodType> {
  if (schema instanceof z.ZodObject) return schema.shape;
  if (schema instanceof z.ZodPipe) return shapeOf(schema.in);
  throw new TypeError('an environment is described by z.object, or one that is transformed');
}

function readVariable(
  variable: string,
  secretAllowed: boolean,
  env: NodeJS.ProcessEnv,
  faults: ConfigFault[],
): string | undefined {
  const direct = env[variable] || undefined;
  const file = secretAllowed ? env[`${variable}_FILE`] || undefined : undefined;
  if (!file) return direct;
  if (direct !== undefined) {
    faults.push({ variable, message: `is set, and so is ${variable}_FILE: set one of them` });
    return undefined;
  }
  try {
    return readFileSync(file, 'utf8').trimEnd();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    faults.push({ variable: `${variable}_FILE`, message: `cannot be read: ${reason}` });
    return undefined;
  }
}
