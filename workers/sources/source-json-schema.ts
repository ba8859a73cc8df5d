import { z } from 'zod';
import { Source } from '../../queue/contracts/index.ts';

/** The shape of a source file as JSON Schema (draft 2020-12), for editors. What it cannot say, `vigie sources check` does. */
export function sourceJsonSchema(): unknown {
  return { title: 'Vigie source', ...z.toJSONSchema(Source, { io: 'input' }) };
}
