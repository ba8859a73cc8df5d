import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A test that names a requirement at the beginning of its title. */
export interface NamedTest {
  readonly id: string;
  /** The title without the id, as it is written: placeholders of a table of cases stay. */
  readonly title: string;
  readonly file: string;
}

/**
 * `it(`, or the second pair of brackets of `it.each(…)(`; a test that is skipped or to be done does not count. A title may
 * name several requirements, one after the other.
 */
const TITLE = /(?:\bit|\))\(\s*(['"`])((?:[A-Z]{3}-\d{2} )+)((?:(?!\1).)+)\1/g;

/** Every test below a folder whose title names a requirement, in order of its file. */
export function findNamedTests(root: string, folder: string): NamedTest[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.test\.tsx?$/.test(name))
    .sort()
    .flatMap((name) => {
      const file = join(folder, name);
      const text = readFileSync(join(root, file), 'utf8');
      return [...text.matchAll(TITLE)].flatMap(([, , ids = '', title = '']) =>
        ids
          .trim()
          .split(' ')
          .map((id) => ({ id, title, file })),
      );
    });
}
