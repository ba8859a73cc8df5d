import { SETTINGS } from '../../../queue/runtime/config.ts';

const HEAD = ['| name | meaning | default |', '|---|---|---|'];

/** The README's table as it must stand, ready to be pasted below its heading. */
export function expectedTable(): string {
  const rows = Object.values(SETTINGS).map(
    ({ env, doc, shownDefault }) => `| \`${env}\` | ${doc} | ${shownDefault} |`,
  );
  return [...HEAD, ...rows].join('\n');
}

/** Rows of the table below `## Environment`, each as its trimmed cells; head and rule are left out. */
export function shownRows(markdown: string): string[][] {
  const section = markdown.split(/^## Environment\s*$/m)[1]?.split(/^## /m)[0] ?? '';
  return section
    .split('\n')
    .filter((line) => /^\|\s*`/.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}
