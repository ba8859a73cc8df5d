import { sourceJsonSchema } from '../../../workers/sources/index.ts';
import { EXIT } from '../exit.ts';

export function printSourceSchema(): number {
  console.log(JSON.stringify(sourceJsonSchema(), null, 2));
  return EXIT.done;
}
