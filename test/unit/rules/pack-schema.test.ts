import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packJsonSchema } from '../../../rules/index.ts';

it('is published as the packs are checked; "vigie rules schema" prints it', () => {
  const published: unknown = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../../rules/pack.schema.json'), 'utf8'),
  );
  expect(published).toEqual(JSON.parse(JSON.stringify(packJsonSchema())));
});
