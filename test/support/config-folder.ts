import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asYaml, importAuthorisation } from './authorisation.ts';
import { writeRights } from './rights.ts';

/** A configuration folder with one source of kind `import`, id `file-import`, and signed assessments. */
export function writeConfig(folder: string): string {
  const configDir = join(folder, 'config');
  mkdirSync(join(configDir, 'sources'), { recursive: true });
  writeFileSync(
    join(configDir, 'sources', 'file-import.yml'),
    `id: file-import\nkind: import\nname: Imported files\n${asYaml(importAuthorisation())}`,
  );
  writeRights(configDir);
  return configDir;
}

/** NDJSON of harmless posts, every tenth of them an offer or a call for help in plain words. */
export function ndjson(count: number): string {
  const lines = Array.from({ length: count }, (_, at) =>
    JSON.stringify({ id: `n${at}`, text: textOf(at), lang: 'en' }),
  );
  return `${lines.join('\n')}\n`;
}

function textOf(at: number): string {
  if (at % 20 === 0)
    return `We take you from Harbour City to North Island by boat, 900 euro, pay on arrival, places left, write +00 000 0000 (${at})`;
  if (at % 20 === 10)
    return `Please help, our boat is sinking, the engine stopped and we have no water (${at})`;
  return `The market by the harbour opens at nine and closes when the last boat is unloaded (${at})`;
}
