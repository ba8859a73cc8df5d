import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkAssessments } from '../../../bin/cli/doctor/check-assessments.ts';
import { parseConfig } from '../../../queue/runtime/config.ts';
import { asYaml, authorisationOf } from '../../support/authorisation.ts';
import { writeConfig } from '../../support/config-folder.ts';

const URL = 'https://a.example/feed';

let folder: string;
let configDir: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigie-doctor-'));
  configDir = writeConfig(folder);
});
afterEach(() => rmSync(folder, { recursive: true }));

async function findings(): Promise<string[]> {
  const found = await checkAssessments(parseConfig({ VIGIE_CONFIG_DIR: configDir }));
  return found.map(({ level, message }) => `${level} ${message}`);
}

it('PUR-06 doctor is content while both are in force', async () => {
  expect(await findings()).toEqual([expect.stringMatching(/^ok both signed and in force until \d{4}-/)]);
});

it('PUR-06 doctor warns of what is missing, and fails where a source waits to be collected', async () => {
  rmSync(join(configDir, 'rights', 'dpia.yml'));
  expect(await findings()).toEqual([expect.stringMatching(/^warn .*dpia\.yml: expected a signed/)]);
  const source = `id: a\nkind: feed\nname: A\nurl: ${URL}\n${asYaml(authorisationOf(URL))}`;
  writeFileSync(join(configDir, 'sources', 'a.yml'), source);
  expect(await findings()).toEqual([expect.stringMatching(/^fail .*dpia\.yml/)]);
});
