import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

export interface PrivatePostgres {
  readonly url: string;
  /** Stops it as a crash would, without a checkpoint, and starts it again. */
  crashAndRestart(): void;
  close(): void;
}

const BINARIES = '/usr/lib/postgresql';

/** Whether a PostgreSQL server is installed here, as Debian installs it. */
export function hasPostgres(): boolean {
  return existsSync(BINARIES) && readdirSync(BINARIES).length > 0;
}

/** A server of the test's own, so that it may be crashed. PostgreSQL refuses to run as root: then it runs as postgres. */
export async function startPrivatePostgres(): Promise<PrivatePostgres> {
  const version =
    readdirSync(BINARIES)
      .sort((a, b) => Number(a) - Number(b))
      .at(-1) ?? '';
  const folder = mkdtempSync('/tmp/vigie-pg-');
  const user = process.getuid?.() === 0 ? accountOf('postgres') : undefined;
  if (user) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const port = await freePort();
  const run = (program: string, args: readonly string[]) => {
    execFileSync(join(BINARIES, version, 'bin', program), args, { stdio: 'ignore', cwd: folder, ...user });
  };
  const control = (...args: readonly string[]) =>
    run('pg_ctl', [
      '-D',
      data,
      '-w',
      '-l',
      join(folder, 'log'),
      '-o',
      `-p ${port} -k ${folder} -h 127.0.0.1`,
      ...args,
    ]);
  run('initdb', ['-D', data, '-A', 'trust', '-U', 'postgres']);
  control('start');
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    crashAndRestart: () => control('restart', '-m', 'immediate'),
    close() {
      control('stop', '-m', 'immediate');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function accountOf(name: string): { uid: number; gid: number } {
  const id = (flag: string) => Number(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout);
  return { uid: id('-u'), gid: id('-g') };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
