import { codeOf } from './errors.ts';

/**
 * What a reading that failed comes to: `null` where there is nothing of that name. What is closed to this process, or is no file,
 * is not missing: whoever took it for that would begin anew in its place, or call it lost.
 * @param otherwise thrown for any other failure
 */
export function nullIfMissing(error: unknown, otherwise = error): null {
  if (codeOf(error) === 'ENOENT') return null;
  throw otherwise;
}
