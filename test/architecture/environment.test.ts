import { describe, expect, it } from 'vitest';
import { SETTINGS } from '../../queue/runtime/config.ts';
import { expectedTable, shownRows } from './support/environment-table.ts';
import { sourceText } from './support/source-files.ts';

/** Settings that image and compose file fix, and that of a command which runs beside them. */
const NOT_IN_COMPOSE = [
  'VIGIE_DATA_DIR',
  'VIGIE_CONFIG_DIR',
  'VIGIE_PACKS_DIR',
  'VIGIE_CHROMIUM_PATH',
  'VIGIE_REPORTS_DATABASE_URL',
];

describe('docker-compose.yml', () => {
  it('hands on every setting, or says what it is', () => {
    const compose = sourceText('docker-compose.yml');
    const handedOn = new Set(
      compose.match(/(?<=^ +)VIGIE_\w+(?=:)/gm)?.map((name) => name.replace(/_FILE$/, '')),
    );
    const lacking = Object.values(SETTINGS)
      .map(({ env }) => env)
      .filter((env) => !handedOn.has(env.replace(/_FILE$/, '')) && !NOT_IN_COMPOSE.includes(env));
    expect(lacking, 'what is in .env would be left unused without a word').toEqual([]);
  });
});

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
