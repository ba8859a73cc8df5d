import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** A written post whose right lane is known. Labels and functionalities follow the idea of HateCheck (Röttger 2021). */
const Case = z.object({
  id: z.string(),
  lang: z.string(),
  text: z.string(),
  label: z.enum(['offer', 'not_offer', 'protect']),
  functionality: z.string(),
  note: z.string().default(''),
});
export type Case = z.infer<typeof Case>;

export async function readCases(file: string): Promise<readonly Case[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => Case.parse(JSON.parse(line)));
}

/** Every case of one half (`tuned` or `held`) of the development set. */
export async function readHalf(dir: string, half: string): Promise<readonly Case[]> {
  const files = (await readdir(join(dir, half))).filter((name) => name.endsWith('.ndjson')).toSorted();
  return (await Promise.all(files.map((name) => readCases(join(dir, half, name))))).flat();
}
