import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import decompress from 'woff2-encoder/decompress';
import { bundledFaces } from '../fonts/bundled-faces.ts';

/**
 * Makes a fontconfig file that adds our faces to the system's, so that a page in Amharic or Khmer is pictured as its readers
 * see it and not as boxes. What reads fonts of the system reads no web fonts: the faces are unpacked once, into the user's cache.
 * @param alone whether the system's faces are left out
 * @returns its path
 */
export async function browserFonts(cacheFolder?: string, alone = false): Promise<string> {
  const faces = await bundledFaces();
  const made = faces.map(({ origin, file }) => `${origin} ${file}`).join('\n');
  const known = createHash('sha256').update(`2 ${alone}\n${made}`).digest('hex').slice(0, 12);
  const parent = cacheFolder ?? join(homedir(), '.cache', 'vigie');
  const home = join(parent, `fonts-${known}`);
  const config = join(home, 'fonts.conf');
  if (await isThere(config)) return config;
  const draft = join(parent, `fonts-${randomUUID()}`);
  await mkdir(draft, { recursive: true, mode: 0o700 });
  for (const { file } of faces)
    await writeFile(join(draft, `${basename(file, '.woff2')}.ttf`), await decompress(await readFile(file)));
  await writeFile(join(draft, 'fonts.conf'), configOf(home, alone));
  // Another process may have finished first; its copy is as good as ours.
  await rename(draft, home).catch(() => undefined);
  return config;
}

/** Ours come last in every generic family: what the system draws, it goes on drawing. */
function configOf(home: string, alone: boolean): string {
  const system = `  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>/usr/share/fonts</dir>
`;
  const generic = ['sans-serif', 'serif', 'monospace'].map(
    (family) => `  <alias><family>${family}</family><default><family>Noto Sans</family></default></alias>\n`,
  );
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
${alone ? '' : system}  <dir>${home}</dir>
${generic.join('')}  <cachedir>${home}</cachedir>
</fontconfig>
`;
}

async function isThere(path: string): Promise<boolean> {
  return await readFile(path).then(
    () => true,
    () => false,
  );
}
