// Makes one file of zod and points the compiled modules at it. Read file by file, zod is 95 of the 199 files that a start of
// `vigie score` loads, half of them its messages in other languages, and 55 of its milliseconds; in one file without those
// messages it takes 17.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const DIST = join(ROOT, 'dist');
const FOLDER = join(DIST, 'packages');
const ENTRY = 'virtual:zod';

/** Nothing of ours asks for `z.locales`; the English messages are loaded by zod itself. */
const withoutOtherLanguages = {
  name: 'zod-without-other-languages',
  resolveId: (id) => (id === ENTRY ? id : null),
  load(id) {
    if (id === ENTRY) return "export { z } from 'zod';";
    return /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/.test(id) ? 'export {};' : null;
  },
};

await build({
  configFile: false,
  root: ROOT,
  publicDir: false,
  logLevel: 'warn',
  plugins: [withoutOtherLanguages],
  ssr: { noExternal: true, target: 'node' },
  build: {
    ssr: true,
    outDir: FOLDER,
    emptyOutDir: true,
    minify: 'esbuild',
    rollupOptions: {
      input: ENTRY,
      output: { format: 'es', entryFileNames: 'zod.js' },
      // Comments of zod's in places where Rollup does not look for them; without them it drops less.
      onwarn: (warning, warn) => warning.code === 'INVALID_ANNOTATION' || warn(warning),
    },
  },
});
const licence = readFileSync(join(ROOT, 'node_modules', 'zod', 'LICENSE'), 'utf8');
const bundle = join(FOLDER, 'zod.js');
writeFileSync(bundle, `/*!\n${licence}*/\n${readFileSync(bundle, 'utf8')}`);

for (const entry of readdirSync(DIST, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !entry.name.endsWith('.js') || entry.parentPath === FOLDER) continue;
  const file = join(entry.parentPath, entry.name);
  const code = readFileSync(file, 'utf8');
  const near = relative(entry.parentPath, bundle).split(sep).join('/');
  const pointed = code.replace(/(\bfrom )(['"])zod\2/g, `$1'${near.startsWith('.') ? near : `./${near}`}'`);
  if (pointed !== code) writeFileSync(file, pointed);
}
