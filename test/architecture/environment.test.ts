import { describe, expect, it } from 'vitest';
import { expectedTable, shownRows } from './support/environment-table.ts';
import { sourceText } from './support/source-files.ts';

describe("the README's table of environment variables", () => {
  it('says what the code reads: names, meanings and defaults', () => {
    const shown = shownRows(sourceText('README.md'));
    expect(shown, `paste below "## Environment" in README.md:\n\n${expectedTable()}\n`).toEqual(
      shownRows(`## Environment\n${expectedTable()}`),
    );
  });
});
