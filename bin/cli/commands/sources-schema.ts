import { mappingJsonSchema } from '../../../workers/intake/mapping.ts';
import { sourceJsonSchema } from '../../../workers/sources/index.ts';
import { EXIT } from '../exit.ts';

export function printSourceSchema(options: { readonly mapping?: boolean }): number {
  console.log(JSON.stringify(options.mapping ? mappingJsonSchema() : sourceJsonSchema(), null, 2));
  return EXIT.done;
}
