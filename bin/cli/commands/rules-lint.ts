import { compiledRulesDir, compileForLint, type Finding, lintPacks } from '../../../rules/index.ts';
import { EXIT } from '../exit.ts';
import { type MachineFormat, readVersion } from '../program.ts';
import { readPosts } from '../rules/post-file.ts';
import { type PacksOption, packsFolder, readParsedPacks } from '../rules/read-packs.ts';
import { sarifLog } from '../rules/sarif.ts';
import { say, sayComposed, sayJson, sayList, terminalOf, visible } from '../terminal.ts';

export interface LintOptions extends PacksOption {
  readonly background?: string;
  readonly format: 'text' | MachineFormat | 'sarif';
}

/** Reports all that is wrong or doubtful in the packs. Only errors are findings for the exit code. */
export async function lintRules(options: LintOptions): Promise<number> {
  // Before the packs, which take seconds to read: what is wrong with the file is told at once.
  const background = options.background === undefined ? [] : await readPosts(options.background);
  const parsed = await readParsedPacks(options);
  const findings = lintPacks(parsed, background, await compileForLint(parsed, compiledRulesDir()));
  const errors = findings.filter(({ level }) => level === 'error').length;
  if (options.format === 'json' || options.format === 'ndjson') sayList(findings, options);
  else if (options.format === 'sarif') sayJson(sarifLog(findings, packsFolder(options), readVersion()));
  else {
    const { style } = terminalOf(process.stdout);
    for (const finding of findings) sayComposed(lineOf(finding, style));
    say(`${parsed.located.length} pack files: ${errors} error(s), ${findings.length - errors} warning(s)`);
  }
  return errors === 0 ? EXIT.done : EXIT.findings;
}

function lineOf(
  { file, line, column, level, code, message }: Finding,
  style: ReturnType<typeof terminalOf>['style'],
): string {
  const shown = style(level === 'error' ? 'red' : 'yellow', level);
  return `${visible(file)}:${line}:${column}: ${shown}: ${code}: ${visible(message)}`;
}
