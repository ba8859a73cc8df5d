import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RUNNING, takeTurn } from '../../../bin/cli/backup-turn.ts';
import type { OutputPlace } from '../../../bin/cli/output-place.ts';
import { until } from '../../support/until.ts';

const TIMES = { beatMs: 5, watchMs: 100 };

describe('the turn of a backup', () => {
  let folder = '';
  const ends: (() => void)[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vigie-turn-'));
  });
  afterEach(() => {
    for (const end of ends.splice(0)) end();
    rmSync(folder, { recursive: true });
  });

  const file = () => join(folder, RUNNING);
  async function take(...names: string[]) {
    const places = names.map((name) => join(folder, name) as OutputPlace);
    const end = await takeTurn(places, TIMES);
    ends.push(end);
    return end;
  }

  it('keeps another one out for its whole length, and leaves nothing', async () => {
    const end = await take('b.gz', 'text-keys.gz');
    await expect(take('other.gz')).rejects.toMatchObject({
      code: 'storage.owned',
      message: expect.stringMatching(/^expected no other backup at work in .*, found one; wait until/),
    });
    end();
    expect(readdirSync(folder)).toEqual([]);
    await take('other.gz');
    expect(existsSync(file())).toBe(true);
  });

  it('is one for a folder, by whatever name it is called', async () => {
    symlinkSync(folder, `${folder}-link`);
    const names = [
      join(folder, 'b.gz'),
      `${folder}/./keys.gz`,
      `${folder}//keys.gz`,
      `${folder}-link/keys.gz`,
    ];
    ends.push(await takeTurn(names as OutputPlace[], TIMES));
    rmSync(`${folder}-link`);
    expect(readdirSync(folder)).toEqual([RUNNING]);
  });

  it('of one that was ended is taken over, by one alone', async () => {
    const gone =
      '5a0c7e5e-0000-4000-8000-000000000000 2026-06-01T12:00:00.000Z 5a0c7e5e-0000-4000-8000-000000000001\n';
    writeFileSync(file(), gone);
    const both = await Promise.allSettled([take('b.gz'), take('other.gz')]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(readFileSync(file(), 'utf8')).not.toContain('2026-06-01');
    expect(readdirSync(folder)).toEqual([RUNNING]);
  });

  it('is not taken from a file that no backup wrote', async () => {
    writeFileSync(file(), 'precious');
    await expect(take('b.gz')).rejects.toMatchObject({ code: 'storage.unwritable' });
    expect(readFileSync(file(), 'utf8')).toBe('precious');
  });

  it('is never taken up again by one that was taken for dead', async () => {
    const end = await take('b.gz');
    const other =
      '5a0c7e5e-0000-4000-8000-000000000000 2026-06-01T12:00:00.000Z 5a0c7e5e-0000-4000-8000-000000000001\n';
    const before = readFileSync(file(), 'utf8');
    await until('a sign of life', () => readFileSync(file(), 'utf8') !== before);
    writeFileSync(file(), other);
    end();
    expect(readFileSync(file(), 'utf8')).toBe(other);
  });

  it('is refused where the folder takes nothing', async () => {
    await expect(take('none/b.gz')).rejects.toMatchObject({ code: 'storage.unwritable' });
  });
});
