import { AppError } from '../../queue/runtime/errors.ts';

/**
 * Checks a header, all faults at once and without repeating it: where a file has none, its first line is a post.
 * @param needed names of which each must be there, as alternatives that are as good
 * @param used names that are read; each of them may stand only once
 * @throws AppError `input.invalid`
 */
export function requireColumns(
  columns: readonly string[],
  needed: readonly (readonly string[])[],
  used: ReadonlySet<string>,
  advice: string,
): void {
  const missing = needed.filter((names) => !names.some((name) => columns.includes(name)));
  const faults: string[] = [];
  if (missing.length > 0) {
    faults.push(
      `expected a first line that names the columns, ${listOf(needed)} among them; found ${columns.length} ` +
        `column(s) without ${listOf(missing)}; ${advice}`,
    );
  }
  for (const name of used) {
    const count = columns.filter((column) => column === name).length;
    if (count > 1)
      faults.push(
        `expected the column "${name}" once, found it ${count} times; rename or remove all but one`,
      );
  }
  if (faults.length === 0) return;
  throw new AppError('input.invalid', `${faults.join('\n')}\nnothing was taken in`);
}

function listOf(names: readonly (readonly string[])[]): string {
  const each = names.map((alternatives) => alternatives.join(' or '));
  return each.length < 2 ? each.join('') : `${each.slice(0, -1).join(', ')} and ${each.at(-1)}`;
}
