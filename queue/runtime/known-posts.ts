import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type KnownPost, KnownPostFile } from '../contracts/control.ts';
import { AppError } from './errors.ts';
import { requireYamlFileSync } from './yaml/yaml-file.ts';

type KnownPostOfLanguage = KnownPost & { readonly language: string };

const SHAPE = { schema: KnownPostFile, holds: 'some known posts of one language' };

/** Posts whose answer is known: to be mixed in, and to practise with. */
export interface KnownPosts {
  readonly controls: readonly KnownPostOfLanguage[];
  readonly practice: readonly KnownPostOfLanguage[];
}

/**
 * Reads every `controls/*.yml` of the configuration folder: what Vigie ships, and an operator's own.
 * @throws AppError `config.invalid` with file:line:column of a fault, or with the keys that two posts have
 */
export function loadKnownPosts(configDir: string): KnownPosts {
  const folder = join(configDir, 'controls');
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.yml')) : [];
  const files = names.sort().map((name) => requireYamlFileSync(join(folder, name), SHAPE));
  const all = (kind: 'controls' | 'practice') =>
    files.flatMap((file) => file[kind].map((post) => ({ ...post, language: file.language })));
  const known = { controls: all('controls'), practice: all('practice') };
  requireDistinct(folder, [...known.controls, ...known.practice]);
  return known;
}

function requireDistinct(folder: string, posts: readonly KnownPost[]): void {
  const keys = posts.map(({ key }) => key);
  const twice = [...new Set(keys.filter((key, at) => keys.indexOf(key) !== at))];
  if (twice.length === 0) return;
  throw new AppError(
    'config.invalid',
    `${folder}: expected each key once, found twice: ${twice.join(', ')}`,
    {
      keys: twice,
    },
  );
}
