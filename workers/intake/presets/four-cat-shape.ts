import { z } from 'zod';
import type { RecordDraft } from '../record.ts';

/** How the items of one of 4CAT's data sources look before 4CAT maps them; keys and authors are what its CSV has. */
export interface Shape {
  readonly name: string;
  /** `undefined` where the item is not of this shape. */
  draft(item: unknown): RecordDraft | undefined;
}

export function shape<T>(name: string, schema: z.ZodType<T>, toDraft: (item: T) => RecordDraft): Shape {
  return {
    name,
    draft(item) {
      const parsed = schema.safeParse(item);
      return parsed.success ? toDraft(parsed.data) : undefined;
    },
  };
}

export const Text = z.string();
export const Id = z.union([z.string(), z.number()]);
export const Seconds = z.union([z.string(), z.number()]);
export const OfKind = z.object({});

/** Platforms write `und`, `un` or nothing for what they could not tell. */
export function statedLanguage(tag: string | null | undefined): string | undefined {
  return tag && !/^und?$/i.test(tag) ? tag : undefined;
}
