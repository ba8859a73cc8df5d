import { describe, expect, it } from 'vitest';
import { SETTINGS } from '../../queue/runtime/config.ts';
import { expectedTable, shownRows } from './support/environment-table.ts';
import { sourceText } from './support/source-files.ts';

describe("the README's table of environment variables", () => {
  it('says what the code reads: names, meanings and defaults', () => {
    const shown = shownRows(sourceText('README.md'));
    expect(shown, `paste below "## Environment" in README.md:\n\n${expectedTable()}\n`).toEqual(
      shownRows(`## Environment\n${expectedTable()}`),
    );
  });

  it('names above it every setting that may be given as a file', () => {
    const above =
      sourceText('README.md')
        .split(/^## Environment\s*$/m)[1]
        ?.split(/^\|/m)[0] ?? '';
    const secrets = Object.values(SETTINGS).flatMap((one) => (one.isSecret ? [`\`${one.env}\``] : []));
    expect(above.match(/`VIGIE_\w*[A-Z]`/g)?.sort()).toEqual(secrets.sort());
  });
});
