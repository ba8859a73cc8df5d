import { describe, expect, it } from 'vitest';
import { sourceFiles, sourceText } from './support/source-files.ts';

/** Opens the records itself, or through a helper of the command's own. */
const OPENS = /\bwith[A-Z]\w*\((options|')/;

/** Comments and texts: no code. */
const WORDS = /\/\*[\s\S]*?\*\/|\/\/.*|'[^'\n]*'|`[^`]*`/g;

/** The environment, read or named by what it was read into. */
const ENVIRONMENT = /\bgiven\b|\bconfigFrom\(|\bparseConfig\(/;

/** What a file reads of the environment once it has the records, a top-level function each. */
function mixesIn(source: string): string[] {
  return source
    .replaceAll(WORDS, "''")
    .split(/\n(?=(?:export )?(?:async )?function )/)
    .filter((text) => {
      const at = text.search(OPENS);
      return at >= 0 && ENVIRONMENT.test(text.slice(at));
    })
    .map((text) => text.slice(0, text.indexOf('(')));
}

/** A name that says nothing of which configuration it is. */
function hidesItIn(source: string): boolean {
  return /\bwithRecords\(/.test(source) && /\bconst config = configFrom\(/.test(source);
}

const commands = sourceFiles(['bin']).filter((file) => file.startsWith('bin/cli/commands/'));

describe('the configuration of the records that a command has opened', () => {
  it('is the one that it asks, and not the environment', () => {
    expect(commands.flatMap((file) => mixesIn(sourceText(file)).map((name) => `${file}: ${name}`))).toEqual(
      [],
    );
    expect(commands.filter((file) => hidesItIn(sourceText(file)))).toEqual([]);
  });

  it.each([
    "function f() {\n  const given = configFrom(options);\n  return withRecords(options, 'x', async () => read(given));\n}",
    'function f() {\n  return withNotices(options, async () => outputPlace(file, configFrom(options)));\n}',
  ])('is missed in %s', (source) => expect(mixesIn(source)).toHaveLength(1));

  it.each([
    "function f() {\n  const given = configFrom(options);\n  read(given);\n  return withRecords(options, 'x', async ({ config }) => read(config));\n}",
    'function f() {\n  return configFrom(options);\n}',
  ])('is asked in %s', (source) => expect(mixesIn(source)).toEqual([]));
});
