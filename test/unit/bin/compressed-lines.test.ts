import { createWriteStream, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { writeCompressed } from '../../../bin/cli/compressed-lines.ts';
import type { OutputPlace } from '../../../bin/cli/output-place.ts';

/** A disk that is full, as Linux has one for tests. */
const FULL = '/dev/full';
const PLACE = '/backups/a.gz.part' as OutputPlace;

it('writes lines that come back', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-lines-'));
  const path = join(folder, 'a.gz');
  await writeCompressed(createWriteStream(path), PLACE, ['a', 'é']);
  expect(gunzipSync(readFileSync(path)).toString()).toBe('a\né\n');
  rmSync(folder, { recursive: true });
});

it.runIf(existsSync(FULL))('says where the disk is full', async () => {
  await expect(writeCompressed(createWriteStream(FULL), PLACE, ['a'])).rejects.toMatchObject({
    code: 'storage.unwritable',
    message: expect.stringMatching(/^expected to write \/backups\/a\.gz\.part, but ENOSPC/),
  });
});

it('takes what the lines throw for no fault of the place', async () => {
  async function* broken() {
    yield 'a';
    throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
  }
  await expect(writeCompressed(createWriteStream('/dev/null'), PLACE, broken())).rejects.toThrow(
    /^read ECONNRESET$/,
  );
});
