import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import rules from '../tooling/dependency-cruiser.mjs';
import { plant } from './support/plant.ts';
import { ORPHAN, PLANTED } from './support/planted-violations.ts';
import { ROOMS, ROOT, sourceFiles } from './support/source-files.ts';

const options = await extractOptions(join(ROOT, 'test/tooling/dependency-cruiser.mjs'));
const tsConfig = extractTsConfig(join(ROOT, 'tsconfig.json'));

async function cruised(baseDir: string, folders: readonly string[]): Promise<ICruiseResult> {
  const { output } = await cruise([...folders], { ...options, baseDir }, undefined, { tsConfig });
  return output as ICruiseResult;
}

describe('the rooms', () => {
  let result: ICruiseResult;
  beforeAll(async () => {
    result = await cruised(ROOT, [...ROOMS, 'test']);
  });

  it('import only what they may', () => {
    const found = result.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
    expect(found).toEqual([]);
  });

  // With a TypeScript it cannot read, the cruiser sees no modules, finds nothing wrong, and succeeds.
  it('are all looked at', () => {
    const seen = new Set(result.modules.map(({ source }) => source));
    expect(sourceFiles().length).toBeGreaterThan(150);
    expect(sourceFiles([...ROOMS, 'test']).filter((file) => !seen.has(file))).toEqual([]);
  });
});

describe('the boundary rules', () => {
  let folder: string;
  let found: string[];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'vigie-boundaries-'));
    plant(folder);
    const { summary } = await cruised(folder, [...ROOMS, 'test']);
    found = summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each([...PLANTED, [...ORPHAN, 'nothing'] as const])('%s reports %s, which imports %s', (rule, from) => {
    expect(found).toContain(`${rule}: ${from}`);
  });

  it('each have a planted violation and a reason', () => {
    const planted = new Set([...PLANTED.map(([rule]) => rule), ORPHAN[0]]);
    expect(rules.forbidden.map(({ name }) => name).sort()).toEqual([...planted].sort());
    expect(rules.forbidden.filter(({ comment }) => comment.length < 20)).toEqual([]);
  });
});
