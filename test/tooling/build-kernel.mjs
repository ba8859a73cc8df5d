// Compiles rules/kernel/as into rules/kernel/kernel-code.ts: `npm run kernel`. A test compares the two, so that the code in
// the repository is always that of its source.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import asc from 'assemblyscript/asc';

const FOLDER = join(import.meta.dirname, '..', '..', 'rules', 'kernel');
const SOURCES = join(FOLDER, 'as');

/** The module, in base64. */
export async function compileKernel() {
  const { KERNEL_NUMBERS } = await import('../../rules/kernel/kernel-numbers.ts');
  const numbers = Object.entries(KERNEL_NUMBERS)
    .map(([name, value]) => `const ${name}: u32 = ${value >>> 0};\n`)
    .join('');
  /** Every file sees the numbers. The compiler knows its files as `.ts`, and tries other endings and its own library, too. */
  const readSource = (name) => {
    const file = join(SOURCES, name.replace(/\.ts$/, '.as'));
    return name.endsWith('.ts') && existsSync(file) ? numbers + readFileSync(file, 'utf8') : null;
  };
  let bytes = new Uint8Array();
  const { error, stderr } = await asc.main(
    [
      'kernel.ts',
      '--outFile',
      'kernel.wasm',
      '-O3',
      '--noAssert',
      '--enable',
      'simd',
      '--runtime',
      'stub',
      '--importMemory',
      '--noExportMemory',
    ],
    {
      readFile: readSource,
      writeFile: (_name, contents) => {
        bytes = contents;
      },
      listFiles: () => [],
    },
  );
  if (error !== null) throw new Error(`the kernel does not compile: ${stderr.toString()}`);
  return Buffer.from(bytes).toString('base64');
}

if (process.argv[1] === import.meta.filename) {
  const code = await compileKernel();
  const lines = code.match(/.{1,100}/g).map((line) => `  '${line}'`);
  writeFileSync(
    join(FOLDER, 'kernel-code.ts'),
    `/** The kernel (as/) compiled, in base64. Made by \`npm run kernel\`. */\nexport const KERNEL =\n${lines.join(' +\n')};\n`,
  );
}
