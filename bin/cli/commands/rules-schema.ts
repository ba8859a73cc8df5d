import { packJsonSchema } from '../../../rules/index.ts';
import { EXIT } from '../exit.ts';

export function printSchema(): number {
  console.log(JSON.stringify(packJsonSchema(), null, 2));
  return EXIT.done;
}
