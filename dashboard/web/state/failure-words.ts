import type { Problem } from '../../wire.ts';
import { named } from './locale.ts';

/** What went wrong in the interface's language: by the answer's code, else by its status, else the server's own title. */
export function failureWords({ code, status, title }: Problem): string {
  for (const name of [code, String(status)]) {
    const words = named('failure', name);
    if (words !== name) return words;
  }
  return title;
}
