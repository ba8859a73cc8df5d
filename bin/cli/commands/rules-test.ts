import { compiledRulesDir, compileParsed, type ExampleFailure, runExamples } from '../../../rules/index.ts';
import { EXIT } from '../exit.ts';
import { type PacksOption, readSoundPacks } from '../rules/read-packs.ts';
import { quoted, say, sayComposed, sayJson, visible } from '../terminal.ts';

/** Runs all examples and whole posts of the packs. */
export async function testRules(options: PacksOption & { readonly json?: boolean }): Promise<number> {
  const packs = await readSoundPacks(options);
  const { count, failures } = runExamples(packs.located, await compileParsed(packs, compiledRulesDir()));
  if (options.json) sayJson({ count, failures });
  else {
    for (const failure of failures) sayComposed(describe(failure));
    say(`${count} examples: ${count - failures.length} right, ${failures.length} wrong`);
  }
  return failures.length === 0 ? EXIT.done : EXIT.findings;
}

function describe({ file, line, column, rule, expected, text, found }: ExampleFailure): string {
  const what =
    rule === null
      ? `expected lane ${expected}, found ${found.join(', ')}`
      : `expected ${rule} to ${expected === 'match' ? 'find this' : 'leave this alone'}, found ${found.length === 0 ? 'no rule' : found.join(', ')}`;
  return `${visible(file)}:${line}:${column}: ${visible(what)}: ${quoted(text)}`;
}
