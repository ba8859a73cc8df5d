import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { OwnerPool } from '../../../queue/storage/owner-pool.ts';

it('a command whose owning process ends is told so, and what to do', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'vigie-owner-gone-'));
  // As an owner that is killed with a question unanswered.
  const owner = createServer((socket) => socket.once('data', () => socket.destroy()));
  await new Promise<void>((resolve) => owner.listen(join(directory, 'owner.sock'), resolve));
  const pool = new OwnerPool(directory);
  try {
    await expect(pool.query('select 1')).rejects.toMatchObject({
      code: 'storage.unavailable',
      message: expect.stringMatching(/the process that owns the data directory ended .* run this again$/),
    });
  } finally {
    await pool.end();
    await new Promise((resolve) => owner.close(resolve));
    rmSync(directory, { recursive: true });
  }
});
