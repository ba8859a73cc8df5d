// Makes two files of what a start of `vigie score` would read as two hundred, and points the compiled modules at them.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const DIST = join(ROOT, 'dist');

/** Read file by file, zod is 95 files, half of them its messages in other languages, and 55 milliseconds; in one file without those messages it takes 17. */
async function bundleZod() {
  const zod = join(DIST, 'packages', 'zod.js');
  await bundle(ZOD, zod, {
    plugins: [withoutOtherLanguages],
    ssr: { noExternal: true, target: 'node' },
    build: { minify: 'esbuild' },
  });
  const licence = readFileSync(join(ROOT, 'node_modules', 'zod', 'LICENSE'), 'utf8');
  writeFileSync(zod, `/*!\n${licence}*/\n${readFileSync(zod, 'utf8')}`);
  point(/(\bfrom )(['"])zod\2/g, zod);
}

/**
 * The narrow door of the rules is 124 of the 155 files that are left, and 33 milliseconds. It is not written in the door's place, where the
 * compiler, which writes only what has changed, would find it the next time; and it is written beside it, since compiled rules are looked
 * for from there. What the door loads when it is asked for stays where it is.
 */
async function bundleDoor() {
  const door = join(DIST, 'rules', 'scoring-in-one.js');
  await bundle(join(DIST, 'rules', 'scoring.js'), door, {
    ssr: { target: 'node' },
    build: { rollupOptions: { external: [/[\\/]packages[\\/]/, /[\\/]compile-folder\.js$/] } },
  });
  point(/(\bfrom )(['"])(?:\.\.?\/)+rules\/scoring\.js\2/g, door);
}

const ZOD = 'virtual:zod';

/** Nothing of ours asks for `z.locales`; the English messages are loaded by zod itself. */
const withoutOtherLanguages = {
  name: 'zod-without-other-languages',
  resolveId: (id) => (id === ZOD ? id : null),
  load(id) {
    if (id === ZOD) return "export { z } from 'zod';";
    return /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/.test(id) ? 'export {};' : null;
  },
};

async function bundle(input, output, { build: own, ...options }) {
  await build({
    ...options,
    configFile: false,
    root: ROOT,
    publicDir: false,
    logLevel: 'warn',
    build: {
      ...own,
      ssr: true,
      target: 'es2023',
      outDir: dirname(output),
      emptyOutDir: false,
      rollupOptions: {
        ...own.rollupOptions,
        input,
        output: { format: 'es', entryFileNames: basename(output) },
        // Comments of zod's in places where Rollup does not look for them; without them it drops less.
        onwarn: (warning, warn) => warning.code === 'INVALID_ANNOTATION' || warn(warning),
      },
    },
  });
}

/** Lets every compiled module that names the specifier load the bundle instead. */
function point(specifier, bundle) {
  for (const entry of readdirSync(DIST, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !entry.name.endsWith('.js') || file === bundle) continue;
    const code = readFileSync(file, 'utf8');
    const near = relative(entry.parentPath, bundle).split(sep).join('/');
    const pointed = code.replace(specifier, `$1'${near.startsWith('.') ? near : `./${near}`}'`);
    if (pointed !== code) writeFileSync(file, pointed);
  }
}

await bundleZod();
await bundleDoor();
