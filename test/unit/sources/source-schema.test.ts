import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from '../../../queue/runtime/thread-entry.ts';
import { sourceJsonSchema } from '../../../workers/sources/index.ts';

const FOLDER = join(projectRoot(), 'config', 'sources');

it('is published as source files are checked; "vigie sources schema" prints it', () => {
  const published: unknown = JSON.parse(readFileSync(join(FOLDER, 'source.schema.json'), 'utf8'));
  expect(published).toEqual(JSON.parse(JSON.stringify(sourceJsonSchema())));
});

it('is named by every source file that the product ships, so that editors find it', () => {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.yml'));
  expect(files.length).toBeGreaterThan(3);
  const first = (name: string) => readFileSync(join(FOLDER, name), 'utf8').split('\n')[0];
  const unnamed = files.filter(
    (name) => first(name) !== '# yaml-language-server: $schema=./source.schema.json',
  );
  expect(unnamed).toEqual([]);
});
