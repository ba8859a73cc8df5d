import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from './support/source-files.ts';

const FILES: Readonly<Record<string, string>> = {
  'work.ts': 'export async function work(): Promise<boolean> {\n  return true;\n}\n',
  'floating.ts': "import { work } from './work.ts';\nexport function start(): void {\n  work();\n}\n",
  'misused.ts': "import { work } from './work.ts';\nexport const word = () => (work() ? 'yes' : 'no');\n",
  'lane.ts': "export type Lane = 'none' | 'review';\n",
  'switch.ts':
    "import type { Lane } from './lane.ts';\nexport function word(lane: Lane): string {\n  switch (lane) {\n    case 'none':\n      return 'a';\n  }\n  return '';\n}\n",
  'any.ts': 'export const it: any = 1;\n',
  'console.ts': "console.log('in a room');\n",
  'default.ts': 'export default 1;\n',
  'camelCase.ts': 'export const it = 1;\n',
};

let folder: string;
let report: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigie-lint-'));
  copyFileSync(join(ROOT, 'test/tooling/lint.json'), join(folder, 'biome.json'));
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, name), text);
  const biome = join(ROOT, 'node_modules/@biomejs/biome/bin/biome');
  const args = [biome, 'lint', '--max-diagnostics=none', '--colors=off', '.'];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  report = stdout + stderr;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the linter', () => {
  // The first three need types across files, and their names and places may change with any version.
  it.each([
    ['floating.ts', 'nursery/noFloatingPromises'],
    ['misused.ts', 'nursery/noMisusedPromises'],
    ['switch.ts', 'nursery/useExhaustiveSwitchCases'],
    ['any.ts', 'suspicious/noExplicitAny'],
    ['console.ts', 'suspicious/noConsole'],
    ['default.ts', 'style/noDefaultExport'],
    ['camelCase.ts', 'style/useFilenamingConvention'],
  ])('reports what is planted in %s', (file, rule) => {
    expect(report).toMatch(new RegExp(`${file}[\\d:]* lint/${rule}`));
  });
});
