import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../../../bin/cli/exit.ts';
import { ERROR_TRAITS } from '../../../queue/runtime/errors.ts';

const README = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');

describe('exit codes', () => {
  it('are those of the README, each with its meaning', () => {
    const documented = [...README.matchAll(/^\| (\d) \| \S.* \|$/gm)].map(([, code]) => Number(code));
    expect(documented).toEqual(Object.values(EXIT));
  });

  it('of every error are one of them, and never that of a success', () => {
    const known: readonly number[] = Object.values(EXIT);
    for (const [code, { exit }] of Object.entries(ERROR_TRAITS)) {
      expect(known, code).toContain(exit);
      expect(exit, code).not.toBe(EXIT.done);
    }
  });

  it.each([
    ['usage', 'usage.invalid', EXIT.usage],
    ['environment', 'config.invalid', EXIT.configuration],
    ['rules', 'config.rules', EXIT.configuration],
    ['sources', 'config.sources', EXIT.configuration],
    ['vault key', 'vault.key', EXIT.configuration],
    ['newer schema', 'storage.newer-schema', EXIT.configuration],
    ['file', 'input.invalid', EXIT.data],
    ['backup', 'backup.invalid', EXIT.data],
    ['directory without records', 'storage.none', EXIT.unavailable],
    ['owned directory', 'storage.owned', EXIT.unavailable],
    ['unwritable directory', 'storage.unwritable', EXIT.unavailable],
    ['database', 'storage.unavailable', EXIT.unavailable],
    ['queue store', 'queue.unavailable', EXIT.unavailable],
    ['port', 'port.in-use', EXIT.unavailable],
  ] as const)('say what to look at: %s', (_, code, exit) => {
    expect(ERROR_TRAITS[code].exit).toBe(exit);
  });
});
