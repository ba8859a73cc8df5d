import { packJsonSchema } from '../../../rules/index.ts';
import { EXIT } from '../exit.ts';
import { sayJson } from '../terminal.ts';

export function printSchema(): number {
  sayJson(packJsonSchema(), 2);
  return EXIT.done;
}
