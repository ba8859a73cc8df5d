import {
  createWriteStream,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  type WriteStream,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type OutputPlace, outputPlace } from '../../../bin/cli/output-place.ts';
import { openRejects } from '../../../bin/cli/rejects.ts';

/** A disk that is full, as Linux has one for tests. */
const FULL = '/dev/full' as OutputPlace;
const REJECT = { line: 2, reason: 'expected a record, found none', remedy: 'mend it' };
const SAID = {
  code: 'storage.unwritable',
  message: expect.stringMatching(/^expected to write \/dev\/full, but ENOSPC.*; choose another place$/),
};

describe.runIf(existsSync(FULL))('the file of rejects on a full disk', () => {
  beforeEach(() => {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  function open() {
    let stream: WriteStream | undefined;
    const rejects = openRejects(FULL, (path) => {
      stream = createWriteStream(path);
      return stream;
    });
    return { rejects, failed: new Promise<void>((resolve) => stream?.once('close', () => resolve())) };
  }

  it('ends the import in order at the next record, and once more at the end', async () => {
    const { rejects, failed } = open();
    rejects.add(REJECT);
    await failed;
    expect(() => rejects.add(REJECT)).toThrow(expect.objectContaining(SAID));
    await expect(rejects.close()).rejects.toMatchObject(SAID);
  });

  it('is told at the end where no record comes after', async () => {
    const { rejects } = open();
    rejects.add(REJECT);
    await expect(rejects.close()).rejects.toMatchObject(SAID);
  });
});

describe('the file of rejects', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vigie-rejects-'));
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  });
  afterEach(() => {
    vi.restoreAllMocks();
    rmSync(folder, { recursive: true });
  });
  const own = () => ({
    dataDir: join(folder, 'data'),
    evidenceDir: join(folder, 'data/evidence'),
    vaultKeyFile: join(folder, 'data/vault.key'),
  });
  const place = () => outputPlace(join(folder, 'rejects.ndjson'), own());

  async function write(line: number): Promise<void> {
    const rejects = openRejects(place());
    rejects.add({ ...REJECT, line, record: 'no JSON' });
    await rejects.close();
  }

  it('replaces an earlier list, also one of nothing: lines are mended, and the file is imported again', async () => {
    writeFileSync(place(), '');
    for (const line of [2, 3]) await write(line);
    expect(readFileSync(place(), 'utf8')).toBe(
      `${JSON.stringify({ ...REJECT, line: 3, record: 'no JSON' })}\n`,
    );
  });

  it.each([
    ['posts', '{"id":"1","text":"a post"}\n'],
    ['a backup', Buffer.from('1f8b0800', 'hex')],
  ])('never replaces %s', async (_, content) => {
    writeFileSync(place(), content);
    expect(() => openRejects(place())).toThrow(
      expect.objectContaining({
        code: 'usage.invalid',
        message: expect.stringContaining('or an earlier list of rejected records, which this one replaces'),
      }),
    );
    expect(readFileSync(place()).equals(Buffer.from(content))).toBe(true);
  });
});
