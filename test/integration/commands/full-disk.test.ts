import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../queue/runtime/thread-entry.ts';

/** A disk that is full, as Linux has one for tests. */
const FULL = '/dev/full';

describe.runIf(existsSync(FULL))('what a command says, on a full disk', () => {
  it.each([
    ['score', '{"id":1,"text":"a"}\n'],
    ['rules schema', ''],
  ])('is not said to be written: %s', async (command, input) => {
    const child = spawn(process.execPath, [join(projectRoot(), 'bin/vigie'), ...command.split(' ')], {
      env: { PATH: process.env.PATH, HOME: process.env.HOME },
      stdio: ['pipe', openSync(FULL, 'w'), 'pipe'],
    });
    let stderr = '';
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      stderr += chunk;
    });
    child.stdin?.on('error', () => undefined).end(input);
    const [code] = await once(child, 'close');
    expect(stderr).toMatch(/^vigie: expected to write what the command says, but ENOSPC[^\n]*\n$/);
    expect(code).toBe(5);
  });
});
