import { mappingJsonSchema } from '../../../workers/intake/mapping.ts';
import { sourceJsonSchema } from '../../../workers/sources/index.ts';
import { EXIT } from '../exit.ts';
import { sayJson } from '../terminal.ts';

export function printSourceSchema(options: { readonly mapping?: boolean }): number {
  sayJson(options.mapping ? mappingJsonSchema() : sourceJsonSchema(), 2);
  return EXIT.done;
}
