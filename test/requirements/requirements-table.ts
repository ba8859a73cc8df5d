import type { NamedTest } from './find-tests.ts';
import type { Requirement } from './requirement.ts';

const HEAD = `# Requirements and the tests that hold the program to them

Written by \`npm run requirements\` from the titles of the tests; do not edit. A requirement is \`tested\` when tests name it;
they run with \`npm test\`, and a failing one fails the build. In a title %s or %j stands for each of several cases.

| id | requirement | tests | state |
|---|---|---|---|
`;

/** The table of requirements in Markdown. */
export function requirementsTable(requirements: readonly Requirement[], tests: readonly NamedTest[]): string {
  const rows = requirements.map((requirement) => {
    const own = tests.filter(({ id }) => id === requirement.id);
    const cells = [requirement.id, requirement.says, own.map(shown).join('<br>'), stateOf(requirement, own)];
    return `| ${cells.join(' | ')} |`;
  });
  return `${HEAD}${rows.join('\n')}\n`;
}

function shown({ title, file }: NamedTest): string {
  return `${title.replaceAll('|', '\\|')} (\`${file}\`)`;
}

function stateOf({ waitsFor }: Requirement, tests: readonly NamedTest[]): string {
  if (tests.length > 0) return 'tested';
  return waitsFor === undefined ? 'NOT TESTED' : `waits for ${waitsFor}`;
}
