import { z } from 'zod';
import { PackFile } from './schema.ts';

/** The shape of a pack file as JSON Schema (draft 2020-12), for editors. What it cannot say, `vigie rules lint` does. */
export function packJsonSchema(): unknown {
  return { title: 'Vigie rule pack', ...z.toJSONSchema(PackFile, { io: 'input' }) };
}
