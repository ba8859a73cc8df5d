import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A small picture whose metadata say `canary` in every place its format has. */
export function picture(kind: 'jpg' | 'png' | 'webp'): Blob {
  return new Blob([readFileSync(join(import.meta.dirname, `../fixtures/pictures/full-of-metadata.${kind}`))]);
}

export function formWith(fields: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
}
