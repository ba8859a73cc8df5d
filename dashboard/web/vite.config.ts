import { fileURLToPath } from 'node:url';
import { defineConfig, type Rollup } from 'vite';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/',
  publicDir: false,
  logLevel: 'warn',
  // Never the development JSX, whatever NODE_ENV says: it would write source paths into the bundle.
  esbuild: { jsx: 'automatic', jsxImportSource: 'preact', jsxDev: false },
  build: {
    outDir: fileURLToPath(new URL('../../dist/web', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    // Everything is a file of its own: the content security policy allows no inline script, style or data address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // What is loaded first is one file: cut up by who else uses a part of it, it would be a tenth larger when compressed. So would
    // the small parts that nearly every later page uses some of.
    rollupOptions: {
      output: {
        manualChunks: (id, graph) => firstLoad(id, graph) ?? LATER.find(([, part]) => part.test(id))?.[0],
      },
    },
  },
});

const LATER: readonly (readonly [chunk: string, part: RegExp])[] = [
  ['words', /\/state\/[a-z]+-words\.ts$/],
  [
    'parts',
    /\/components\/(?:[a-z]+-field|facts|head-row|sure-button|figure-origin|step-card|identity-list|entry-body|settle-buttons)\.tsx$/,
  ],
  ['access', /\/(access-api|passkey|credential-fields)\.tsx?$/],
  ['requests', /\/state\/(?:[a-z]+-api|save-file|log-address)\.ts$/],
];

type Graph = Parameters<Rollup.GetManualChunk>[1];

/** Puts what the page imports before it runs into one chunk. */
function firstLoad(id: string, { getModuleInfo, getModuleIds }: Graph): string | undefined {
  return reachableFrom(
    [...getModuleIds()].find((one) => getModuleInfo(one)?.isEntry) ?? '',
    getModuleInfo,
  ).has(id)
    ? 'first'
    : undefined;
}

function reachableFrom(entry: string, getModuleInfo: Graph['getModuleInfo']): Set<string> {
  const found = new Set([entry]);
  for (const id of found) for (const imported of getModuleInfo(id)?.importedIds ?? []) found.add(imported);
  return found;
}
