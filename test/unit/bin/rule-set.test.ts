import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readRules } from '../../../bin/cli/rule-set.ts';

const PACK = `language: en
about: A pack for tests
gate: { threshold: 2, kinds: 2 }
rules:
  - id: en.provider.test
    title: A test rule
    status: live
    languages: [en]
    category: provider
    weight: 1
    terms: ["we take you"]
    rationale: Written for this test only.
    references: []
    evidence: needs-native-review
    gloss: we take you
    benign: tours
    author: vigie
    reviewed: "2026-11-25"
    examples:
      match: ["we take you", "We take you!"]
      reject: ["we took it", "take it"]
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigie-rule-set-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('rules are signed by the approvers of the configuration that is given, whatever the environment names', async () => {
  const [packsDir, configDir] = [join(folder, 'packs'), join(folder, 'config')];
  for (const made of [packsDir, configDir]) mkdirSync(made);
  writeFileSync(join(packsDir, 'en.yml'), PACK);
  expect((await readRules({ packsDir, configDir })).unsigned).toEqual([
    expect.stringContaining('expected a signed release at'),
  ]);
  writeFileSync(join(packsDir, 'release.json'), '{}');
  writeFileSync(join(configDir, 'approvers.yml'), 'approvers: 5\n');
  await expect(readRules({ packsDir, configDir })).rejects.toMatchObject({
    code: 'config.rules',
    message: expect.stringContaining(join(configDir, 'approvers.yml')),
  });
});
