import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { serveWitness } from '../../../bin/cli/commands/witness.ts';

afterEach(() => vi.unstubAllEnvs());

it('refuses a second witness that would remember in the place of one that runs', async () => {
  // A command takes no settings that it does not know; those of the tests' own servers are here in one run and not in another.
  for (const name of Object.keys(process.env)) if (name.startsWith('VIGIE_')) vi.stubEnv(name, undefined);
  const folder = mkdtempSync(join(tmpdir(), 'vigie-witness-'));
  const key = join(folder, 'key');
  writeFileSync(key, `vigie-witness-1 other.example ${Buffer.alloc(32, 1).toString('base64')}\n`);
  mkdirSync(join(folder, 'witness'));
  // A process that lives, and is another one.
  const owner = { pid: 1, startTicks: null, command: 'witness serve', since: 'today', nonce: 'one' };
  writeFileSync(join(folder, 'witness', 'owner.json'), JSON.stringify(owner));
  const serving = serveWitness({ key, log: [], data: folder, host: '127.0.0.1', port: 0 });
  await expect(serving).rejects.toMatchObject({
    code: 'storage.owned',
    message: expect.stringContaining('process 1 (vigie witness serve, since today) owns it'),
  });
  rmSync(folder, { recursive: true });
});
