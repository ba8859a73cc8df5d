import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from '../../../queue/runtime/thread-entry.ts';
import { ADAPTERS } from '../../../workers/sources/registry.ts';

it('the registry names every adapter folder, and each adapter its own kind', () => {
  const folders = readdirSync(join(projectRoot(), 'workers', 'sources'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'parse')
    .map((entry) => entry.name);
  expect(Object.keys(ADAPTERS).sort()).toEqual(folders.sort());
  for (const [kind, adapter] of Object.entries(ADAPTERS)) expect(adapter.kind).toBe(kind);
});
