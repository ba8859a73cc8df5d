import { existsSync, readFileSync, statSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { AppError, messageOf } from '../errors.ts';
import { atStart, type FileFault, faultLine } from '../file-fault.ts';
import { parseYaml, type YamlFile, type YamlShape } from './parse-yaml.ts';

const MAX_FILE_BYTES = 1024 * 1024;

/** Reads a file of at most 1 MiB, and tells all its faults at once; it never throws for what the file says. */
export async function readYamlFile<T>(file: string, shape: YamlShape<T>): Promise<YamlFile<T>> {
  let text: string;
  try {
    const { size } = await stat(file);
    if (size > MAX_FILE_BYTES) return tooLarge(file, size, shape);
    text = await readFile(file, 'utf8');
  } catch (error) {
    return unreadable(file, error);
  }
  return parseYaml(file, text, shape);
}

/**
 * Reads a file that need not be there, and whose faults keep whoever asks from going on.
 * @returns `null` without the file
 * @throws AppError `config.invalid` with file:line:column of every fault
 */
export async function yamlFileIfThere<T>(file: string, shape: YamlShape<T>): Promise<T | null> {
  return existsSync(file) ? soundValue(await readYamlFile(file, shape)) : null;
}

/**
 * Reads a file that must be there, where nobody can wait.
 * @throws AppError `config.invalid` with file:line:column of every fault
 */
export function requireYamlFileSync<T>(file: string, shape: YamlShape<T>): T {
  let text: string;
  try {
    const { size } = statSync(file);
    if (size > MAX_FILE_BYTES) return soundValue(tooLarge(file, size, shape));
    text = readFileSync(file, 'utf8');
  } catch (error) {
    return soundValue(unreadable(file, error));
  }
  return soundValue(parseYaml(file, text, shape));
}

/** All faults as one error, a line each. */
export function invalidConfig(faults: readonly FileFault[]): AppError {
  return new AppError('config.invalid', faults.map(faultLine).join('\n'), { faults });
}

function soundValue<T>({ value, faults }: YamlFile<T>): T {
  if (value === undefined || faults.length > 0) throw invalidConfig(faults);
  return value;
}

function tooLarge(file: string, size: number, { holds }: YamlShape<unknown>): YamlFile<never> {
  return nothing(file, `expected at most ${MAX_FILE_BYTES} bytes, found ${size}; one file holds ${holds}`);
}

function unreadable(file: string, error: unknown): YamlFile<never> {
  return nothing(file, `expected a readable file, found none (${messageOf(error)}); check its permissions`);
}

function nothing(file: string, message: string): YamlFile<never> {
  return { value: undefined, faults: [atStart(file, message)], placeOf: () => ({ line: 1, column: 1 }) };
}
