import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, migrate } from '../../../queue/storage/index.ts';
import { createVault, readMasterKey, type Vault } from '../../../queue/vault/index.ts';
import { writeConfig } from '../../support/config-folder.ts';
import {
  type Finished,
  type Running,
  type RunOptions,
  runVigie,
  startVigie,
} from '../../support/run-vigie.ts';
import { withEmbedded } from '../../support/with-records.ts';

/** A folder of a test's own: configuration, data directory, files; and the processes that were started in it. */
export interface Scene {
  readonly folder: string;
  readonly configDir: string;
  /** Data directory; nothing is there at first. */
  readonly data: string;
  readonly env: Record<string, string>;
  path(name: string): string;
  write(name: string, content: string | Buffer): string;
  read(name: string): string;
  /** Runs a command to its end with this scene's configuration. */
  run(args: readonly string[], options?: RunOptions): Promise<Finished>;
  /** The same with `--data` of this scene. */
  onData(...args: string[]): Promise<Finished>;
  /** Begins an installation in the data directory, for what is no command that does. */
  begin(): Promise<void>;
  /** `start` on the data directory, ready. */
  start(...args: string[]): Promise<Running>;
  spawn(args: readonly string[], options?: RunOptions): Running;
  /** The records themselves, as a process of this test's own. */
  withRecords<T>(use: (database: Database) => Promise<T>): Promise<T>;
  /** What those records are sealed with. */
  vault(): Vault;
  close(): Promise<void>;
}

export function openScene(env: Readonly<Record<string, string>> = {}): Scene {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-commands-'));
  const configDir = writeConfig(folder);
  const data = join(folder, 'data');
  const all: Record<string, string> = { VIGIE_CONFIG_DIR: configDir, VIGIE_LOG_LEVEL: 'error', ...env };
  const running: Running[] = [];

  function spawn(args: readonly string[], options: RunOptions = {}): Running {
    const process = startVigie(args, { ...options, env: { ...all, ...options.env } });
    running.push(process);
    return process;
  }
  function run(args: readonly string[], options: RunOptions = {}): Promise<Finished> {
    return runVigie(args, { ...options, env: { ...all, ...options.env } });
  }

  return {
    folder,
    configDir,
    data,
    env: all,
    path: (name) => join(folder, name),
    write(name, content) {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    },
    read: (name) => readFileSync(join(folder, name), 'utf8'),
    run,
    onData: (...args) => run([...args, '--data', data]),
    spawn,
    begin: () =>
      withEmbedded({ directory: data, mayUseOwner: false }, async ({ db }) => void (await migrate(db))),
    async start(...args) {
      const process = spawn(['start', '--port', '0', '--data', data, ...args]);
      await process.says('Vigie is ready');
      return process;
    },
    withRecords: (use) => withEmbedded({ directory: data, mayUseOwner: false }, use),
    vault: () => createVault(readMasterKey(join(data, 'vault.key'))),
    async close() {
      await Promise.all(running.map((process) => process.kill('SIGKILL')));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Lines of NDJSON as values. */
export function parseLines<T>(text: string): T[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}
