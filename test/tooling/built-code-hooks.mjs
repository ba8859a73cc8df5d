// Module hooks (Node's customization hooks): sources of the product are replaced by what the build made of them.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const ROOT = new URL('../../', import.meta.url).href;
const BUILT = `${ROOT}dist/`;
const SOURCE = /^(?:queue|rules|workers|dashboard|bin\/cli)\/.*\.ts$/;

export async function resolve(specifier, context, nextResolve) {
  const url = URL.canParse(specifier, context.parentURL)
    ? new URL(specifier, context.parentURL).href
    : specifier;
  const path = url.startsWith(ROOT) ? url.slice(ROOT.length) : '';
  if (SOURCE.test(path))
    return { url: `${BUILT}${path.slice(0, -3)}.js`, format: 'module', shortCircuit: true };
  return nextResolve(specifier, context);
}

export async function load(url, context, nextLoad) {
  if (!url.startsWith(BUILT)) return nextLoad(url, context);
  return { format: 'module', source: await readFile(fileURLToPath(url)), shortCircuit: true };
}
