import { describe, expect, it } from 'vitest';
import { ROOMS, sourceFiles, sourceText } from './support/source-files.ts';

/** Where a room may look at its own process, and what for. Environment and arguments come in through bin/ only. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'queue/runtime/logger.ts': 'each line names the process that wrote it',
  'queue/runtime/owner-lock.ts': 'the lock names its owner, and asks whether an owner is still alive',
  'queue/storage/owner-server.ts': 'makes its socket with a mask that keeps others out from the start',
  'queue/storage/database.ts': 'a process must not ask itself for the database it is about to open',
  'workers/fetch/browser-processes.ts':
    'ends a renderer that takes too much memory, and a browser that does not close',
  'workers/fetch/bundled-chromium.ts': 'the script of a child process reads its own argument',
};

/** A member of the global, the global taken apart or passed on, or the module of the same content. */
const USE = /(?<![\w.'"])process(\??\.[a-z]|\[)|[=(,]\s*process\s*[;,)]|'(node:)?process'/;

function usesProcess(source: string): boolean {
  return USE.test(source.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, ''));
}

const users = sourceFiles(ROOMS)
  .filter((file) => !/^([^/]+\/)?bin\//.test(file))
  .filter((file) => usesProcess(sourceText(file)));

describe('the process global', () => {
  it('is used in bin/ and in the listed files', () => {
    expect(users.filter((file) => !(file in EXCEPTIONS))).toEqual([]);
  });

  it('is still used where it is allowed', () => {
    expect(Object.keys(EXCEPTIONS).filter((file) => !users.includes(file))).toEqual([]);
  });

  it.each([
    'process.env.X',
    'const { env } = process;',
    'read(process)',
    "from 'node:process'",
    'process?.getuid()',
  ])('is seen in %s', (source) => expect(usesProcess(source)).toBe(true));

  it.each([
    '// process.env',
    'async process(job) {',
    'another process. Stop',
    'queue.process.run',
    '/** process.pid */',
  ])('is not seen in %s', (source) => expect(usesProcess(source)).toBe(false));
});
