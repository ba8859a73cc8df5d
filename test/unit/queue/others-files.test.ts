import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileState } from '../../../bin/cli/keys/key-row.ts';
import { takeOwnerLock } from '../../../queue/runtime/owner-lock.ts';
import { openDatabase } from '../../../queue/storage/index.ts';
import { readMasterKey } from '../../../queue/vault/index.ts';

const NOBODY = 65_534;
const isRoot = process.geteuid?.() === 0;

describe('files of an installation that are another user’s', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vigie-others-'));
  });
  afterEach(() => {
    process.seteuid?.(isRoot ? 0 : (process.getuid?.() ?? 0));
    rmSync(folder, { recursive: true, force: true });
  });

  /** What somebody is told who may not do this: root may do everything, so root becomes somebody else first. */
  function told(run: () => unknown): Promise<string> {
    if (isRoot) process.seteuid?.(NOBODY);
    return Promise.resolve()
      .then(run)
      .then(String, ({ message }) => message);
  }

  it('are not to be replaced by another directory: who runs Vigie is to run the command', async () => {
    chmodSync(folder, isRoot ? 0o755 : 0o555);
    const message = await told(() => takeOwnerLock(folder, 'test'));
    expect(message).toMatch(/cannot be written \(EACCES\); run this as the user that runs Vigie/);
    expect(message).not.toContain('--data');
  });

  it('hold a key that is there, and needs no backup', async () => {
    const key = join(folder, 'vault.key');
    writeFileSync(key, 'a key', { mode: isRoot ? 0o600 : 0o000 });
    chmodSync(folder, 0o755);
    const message = await told(() => readMasterKey(key));
    expect(message).toContain('this user may not read it: run this as the user that runs Vigie');
    expect(message).not.toContain('backup');
  });

  it('are not said to be gone where nobody else may look', async () => {
    const key = join(folder, 'vault.key');
    writeFileSync(key, 'a key', { mode: 0o600 });
    chmodSync(folder, isRoot ? 0o700 : 0o000);
    const standing = await told(() => JSON.stringify(fileState(key)));
    if (!isRoot) chmodSync(folder, 0o700);
    expect(JSON.parse(standing)).toMatchObject({
      state: 'faulty',
      note: expect.stringContaining('run this as the user that runs Vigie'),
    });
  });

  it.runIf(isRoot)('end with words where the directory was opened to others, too', async () => {
    mkdirSync(join(folder, 'records'));
    writeFileSync(join(folder, 'records', 'PG_VERSION'), '17');
    for (const each of [folder, join(folder, 'records')]) chmodSync(each, 0o777);
    const message = await told(() =>
      openDatabase({ kind: 'embedded', directory: folder, command: 'test', mayUseOwner: false }),
    );
    expect(message).toMatch(/another user's \(EPERM.*run this as the user that runs Vigie/);
  });
});
