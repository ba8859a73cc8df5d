import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLogger, logTo } from '../../../queue/runtime/logger.ts';

describe('a log on a disk that is full', () => {
  let folder: string;
  let file: number;
  beforeEach(() => {
    folder = fs.mkdtempSync(join(tmpdir(), 'vigie-log-'));
    file = fs.openSync(join(folder, 'log'), 'a');
  });
  afterEach(() => {
    vi.restoreAllMocks();
    fs.closeSync(file);
    fs.rmSync(folder, { recursive: true });
  });

  const written = () => fs.readFileSync(join(folder, 'log'), 'utf8');
  const fillDisk = () =>
    vi.spyOn(fs, 'writeSync').mockImplementation(() => {
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    });

  it('ends no process, and has the lines once there is room', () => {
    const logger = createLogger('info', logTo(file));
    const full = fillDisk();
    logger.error('one');
    logger.error('two');
    full.mockRestore();
    logger.error('three');
    expect([...written().matchAll(/"msg":"(\w+)"/g)].map(([, said]) => said)).toEqual([
      'one',
      'two',
      'three',
    ]);
  });

  it('is held in a bounded part of the memory', () => {
    const logger = createLogger('info', logTo(file));
    const full = fillDisk();
    for (let line = 0; line < 2000; line += 1) logger.error('x'.repeat(1000));
    full.mockRestore();
    logger.error('y');
    expect(written().length).toBeGreaterThan(500_000);
    expect(written().length).toBeLessThan(1_100_000);
  });

  it('still ends the process for any other fault', () => {
    const logger = createLogger('info', logTo(file));
    vi.spyOn(fs, 'writeSync').mockImplementation(() => {
      throw Object.assign(new Error('bad file'), { code: 'EBADF' });
    });
    expect(() => logger.error('one')).toThrow('bad file');
  });
});
