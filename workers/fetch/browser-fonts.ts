import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { unpackWebFont } from './web-font.ts';

/** Faces for the scripts that posts are written in and few systems have; an image has Debian's instead. */
const PACKAGES = ['noto-sans', 'noto-sans-arabic', 'noto-sans-ethiopic', 'noto-sans-thai'];
const REGULAR = /-400-normal\.woff$/;

/**
 * Makes a fontconfig file that adds our faces to the system's, so that a page in Amharic or Thai is pictured as its readers
 * see it and not as boxes. The faces are unpacked once, into the user's cache.
 * @returns its path, or `undefined` where none of the packages is installed
 */
export async function browserFonts(cacheFolder?: string): Promise<string | undefined> {
  const files = (await Promise.all(PACKAGES.map(facesOf))).flat();
  if (files.length === 0) return undefined;
  const known = createHash('sha256').update(files.join('\n')).digest('hex').slice(0, 12);
  const parent = cacheFolder ?? join(homedir(), '.cache', 'vigie');
  const home = join(parent, `fonts-${known}`);
  const config = join(home, 'fonts.conf');
  if (await isThere(config)) return config;
  const draft = join(parent, `fonts-${randomUUID()}`);
  await mkdir(draft, { recursive: true, mode: 0o700 });
  for (const [at, file] of files.entries()) {
    await writeFile(join(draft, `${at}.ttf`), unpackWebFont(await readFile(file)));
  }
  await writeFile(join(draft, 'fonts.conf'), configOf(home));
  // Another process may have finished first; its copy is as good as ours.
  await rename(draft, home).catch(() => undefined);
  return config;
}

async function facesOf(name: string): Promise<string[]> {
  try {
    const entry = createRequire(import.meta.url).resolve(`@fontsource/${name}/package.json`);
    const folder = join(dirname(entry), 'files');
    return (await readdir(folder)).filter((file) => REGULAR.test(file)).map((file) => join(folder, file));
  } catch {
    return [];
  }
}

function configOf(home: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>/usr/share/fonts</dir>
  <dir>${home}</dir>
  <cachedir>${home}</cachedir>
</fontconfig>
`;
}

async function isThere(path: string): Promise<boolean> {
  return await readFile(path).then(
    () => true,
    () => false,
  );
}
