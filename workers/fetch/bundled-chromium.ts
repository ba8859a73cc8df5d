import { execFile } from 'node:child_process';
import { access, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, homedir, platform, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execPath } from 'node:process';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** Unpacking 64 MB of brotli takes about 3 s on one core; a loaded machine may need many times that. */
const UNPACK_TIMEOUT_MS = 180_000;
const UNPACK_SCRIPT = 'const m = require(process.argv[1]); (m.default ?? m).executablePath()';

export interface BundledChromium {
  readonly path: string;
  /** Folder with the NSS libraries that the package carries, for systems without them. */
  readonly libraries: string;
  /** Folder with a fonts.conf and one face, for systems without any. */
  readonly fonts: string;
}

/**
 * Unpacks the Chromium of the optional package `@sparticuz/chromium` into the user's cache, once per version. The
 * package's own unpacking runs in a child process with a temporary folder of ours: in this process it would trust any
 * file that somebody has put at `/tmp/chromium`. The child poses as an Amazon Linux 2023 host, which makes the package
 * unpack its NSS libraries too. The package's launch arguments are never used: they switch off web security and site
 * isolation.
 * @returns `undefined` when the package is not installed or not made for this machine.
 */
export async function unpackBundledChromium(cacheFolder?: string): Promise<BundledChromium | undefined> {
  if (platform() !== 'linux' || arch() !== 'x64') return undefined;
  const entry = packageEntry();
  if (entry === undefined) return undefined;
  const parent = await writableFolder(cacheFolder ?? join(homedir(), '.cache', 'vigie'));
  const home = join(parent, `chromium-${await packageVersion(entry)}`);
  if (!(await exists(join(home, 'chromium')))) await unpackTo(home, parent, entry);
  return { path: join(home, 'chromium'), libraries: join(home, 'al2023', 'lib'), fonts: join(home, 'fonts') };
}

/** A killed unpacking leaves no half file behind under the final name: the folder is renamed when it is whole. */
async function unpackTo(home: string, parent: string, entry: string): Promise<void> {
  const partial = await mkdtemp(join(parent, 'unpacking-'));
  try {
    await run(execPath, ['-e', UNPACK_SCRIPT, entry], {
      env: { TMPDIR: partial, HOME: partial, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' },
      timeout: UNPACK_TIMEOUT_MS,
    });
    await writeFile(join(partial, 'fonts', 'fonts.conf'), fontsConfig(home));
    await rename(partial, home);
  } catch (error) {
    // Another process may have finished first; its copy is as good as ours.
    if (!(await exists(join(home, 'chromium')))) throw error;
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

/** The package's own file names folders of AWS Lambda only. */
function fontsConfig(home: string): string {
  return (
    '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n' +
    `  <dir>${join(home, 'fonts')}</dir>\n  <dir>/usr/share/fonts</dir>\n` +
    `  <cachedir>${join(home, 'fonts-cache')}</cachedir>\n</fontconfig>\n`
  );
}

function packageEntry(): string | undefined {
  try {
    return createRequire(import.meta.url).resolve('@sparticuz/chromium');
  } catch {
    return undefined;
  }
}

async function packageVersion(entry: string): Promise<string> {
  const manifest = await readFile(join(dirname(entry), '..', '..', 'package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version?: unknown };
  return typeof version === 'string' && /^[\w.-]+$/.test(version) ? version : 'unknown';
}

async function writableFolder(wanted: string): Promise<string> {
  try {
    await mkdir(wanted, { recursive: true, mode: 0o700 });
    return wanted;
  } catch {
    // A read-only home, as in a container: a private folder that lives as long as the machine's temporary files.
    return await mkdtemp(join(tmpdir(), 'vigie-'));
  }
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}
