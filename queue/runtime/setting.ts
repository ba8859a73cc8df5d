import type { z } from 'zod';

/** One setting: its environment name, what it means, its default as the README shows it, and its check. */
export interface Setting<T> {
  readonly env: string;
  readonly doc: string;
  readonly shownDefault: string;
  readonly schema: z.ZodType<T>;
  /** Also read from the file that `<env>_FILE` names, as container secrets are given. */
  readonly isSecret?: true;
}

export function setting<T>(env: string, doc: string, shownDefault: string, schema: z.ZodType<T>): Setting<T> {
  return { env, doc, shownDefault, schema };
}

export function secret<T>(env: string, doc: string, shownDefault: string, schema: z.ZodType<T>): Setting<T> {
  return { env, doc, shownDefault, schema, isSecret: true };
}
