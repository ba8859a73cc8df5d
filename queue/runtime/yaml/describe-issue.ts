import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** One fault in words, with the place it belongs to. */
export interface IssueAt {
  readonly path: (string | number)[];
  /** The fault is the key itself, not its value. */
  readonly atKey: boolean;
  readonly message: string;
}

/**
 * Says a schema issue as "expected, found, what to do"; an issue about several unknown keys becomes several faults.
 * @param whyUnknown what to say of an unknown key, where there is more to say
 */
export function describeIssue(
  issue: Issue,
  root: unknown,
  whyUnknown: (key: string) => string | undefined = () => undefined,
): IssueAt[] {
  const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
  if (issue.code === 'unrecognized_keys') {
    const where = path.length === 0 ? '' : ` in "${path.join('.')}"`;
    return issue.keys.map((key) => ({
      path: [...path, key],
      atKey: true,
      message: `expected only known keys${where}, found "${key}"; ${whyUnknown(key) ?? 'correct its spelling or remove it'}`,
    }));
  }
  const found = valueAt(root, path);
  const name = path.join('.');
  const message =
    found === undefined
      ? `expected "${name}" (${expectation(issue)}), found nothing; add it`
      : `expected ${expectation(issue)} for "${name}", found ${shown(found)}; correct it`;
  return [{ path, atKey: false, message }];
}

function expectation(issue: Issue): string {
  // A schema's own words say more than its kind of fault does; those of the library begin otherwise.
  if (issue.message.startsWith('expected ')) return ownWords(issue.message);
  switch (issue.code) {
    case 'invalid_type':
      return KIND_NAMES[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return oneOf(issue.values);
    case 'too_small':
      if (issue.origin === 'string') return `at least ${issue.minimum} character(s)`;
      return `${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}`;
    case 'too_big':
      return issue.origin === 'string' ? `at most ${issue.maximum} characters` : `at most ${issue.maximum}`;
    case 'not_multiple_of':
      return `a multiple of ${issue.divisor}`;
    case 'invalid_union':
      return 'options' in issue && issue.options !== undefined ? oneOf(issue.options) : 'another value';
    case 'invalid_format':
      return issue.format === 'date' ? 'a date such as 2027-01-31' : ownWords(issue.message);
    default:
      return ownWords(issue.message);
  }
}

const KIND_NAMES: Readonly<Record<string, string>> = {
  string: 'text',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping of "key: value" lines',
};

function oneOf(values: readonly unknown[]): string {
  return `one of ${values.map((value) => JSON.stringify(value)).join(', ')}`;
}

/** Our own messages already begin with "expected"; they may end in what was found, which is added here anyway. */
function ownWords(message: string): string {
  return message.replace(/^(?:expected |Invalid input: expected )/i, '').replace(/, found .*$/i, '');
}

function valueAt(root: unknown, path: readonly (string | number)[]): unknown {
  let value: unknown = root;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'a mapping';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
