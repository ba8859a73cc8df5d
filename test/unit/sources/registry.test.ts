import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SOURCE_KINDS } from '../../../queue/contracts/index.ts';
import { projectRoot } from '../../../queue/runtime/thread-entry.ts';
import { loadSources } from '../../../workers/sources/load-sources.ts';
import { ADAPTERS } from '../../../workers/sources/registry.ts';
import { IMPORTS_END, IMPORTS_START, importTable } from '../../fixtures/imports/import-table.ts';
import { nameOf } from '../../fixtures/sources/adapter-case.ts';
import { ADAPTER_CASES } from '../../fixtures/sources/adapter-cases.ts';
import { behaviourTable, TABLE_END, TABLE_START } from '../../fixtures/sources/behaviour-table.ts';

/** Folders of workers/sources that are no adapter. */
const SHARED: readonly string[] = ['parse'];
const kinds = Object.keys(ADAPTERS).sort();
const docs = readFileSync(join(projectRoot(), 'docs', 'sources.md'), 'utf8');

describe('every kind that is collected', () => {
  it('has a folder of its own, and every folder a kind', () => {
    const folders = readdirSync(join(projectRoot(), 'workers', 'sources'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !SHARED.includes(entry.name))
      .map((entry) => entry.name);
    expect(folders.sort()).toEqual(kinds);
    expect(SOURCE_KINDS.filter((kind) => kind !== 'import').sort()).toEqual(kinds);
    for (const [kind, adapter] of Object.entries(ADAPTERS)) expect(adapter.kind).toBe(kind);
  });

  it('has a file for its fields in the contract', () => {
    const files = readdirSync(join(projectRoot(), 'queue', 'contracts', 'source-kinds'));
    expect(files.filter((file) => file !== 'fields.ts').sort()).toEqual(kinds.map((kind) => `${kind}.ts`));
  });

  it('has an example in config/sources, switched off', async () => {
    const loaded = await loadSources(join(projectRoot(), 'config', 'sources'));
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
    const examples = loaded.sources.filter((source) => !source.enabled).map((source) => source.kind);
    expect([...new Set(examples)].filter((kind) => kind !== 'import').sort()).toEqual(kinds);
  });

  it('has conformance rows', () => {
    expect([...new Set(ADAPTER_CASES.map((one) => one.kind))].sort()).toEqual(kinds);
    expect(new Set(ADAPTER_CASES.map(nameOf)).size).toBe(ADAPTER_CASES.length);
  });

  it('has a section in docs/sources.md', () => {
    const sections = [...docs.matchAll(/^### `(.+)`/gm)].map((match) => match[1]);
    expect(sections.sort()).toEqual(kinds);
  });
});

it('the table in docs/sources.md is what `npm run docs:sources` writes', () => {
  const written = docs.split(TABLE_START)[1]?.split(TABLE_END)[0];
  expect(written).toBe(`\n\n${behaviourTable()}\n`);
  expect(docs.split(IMPORTS_START)[1]?.split(IMPORTS_END)[0]).toBe(`\n\n${importTable()}\n`);
});
