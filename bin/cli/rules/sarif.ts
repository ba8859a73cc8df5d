import { join, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Finding } from '../../../rules/index.ts';

/**
 * Findings as a SARIF 2.1.0 log (OASIS), which code hosts show beside the lines: they look for a file from the root of the repository,
 * which is where lint is run.
 * @param dir the packs
 */
export function sarifLog(findings: readonly Finding[], dir: string, version: string): unknown {
  const codes = [...new Set(findings.map(({ code }) => code))].toSorted();
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: 'vigie rules lint', version, rules: codes.map((id) => ({ id })) },
        },
        columnKind: 'utf16CodeUnits',
        results: findings.map(({ code, level, message, file, line, column }) => ({
          ruleId: code,
          ruleIndex: codes.indexOf(code),
          level,
          message: { text: message },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: uriOf(join(dir, file)) },
                region: { startLine: line, startColumn: column },
              },
            },
          ],
        })),
      },
    ],
  };
}

/** From the working directory; the whole address of what does not lie below it. */
function uriOf(path: string): string {
  const below = relative(process.cwd(), resolve(path)).split(sep);
  if (below[0] === '..') return pathToFileURL(path).href;
  return below.map(encodeURIComponent).join('/');
}
