import { EXIT } from '../exit.ts';
import { configuredKeys } from '../keys/configured-keys.ts';
import { isToMend, type KeyRow } from '../keys/key-row.ts';
import { ownKeys } from '../keys/own-keys.ts';
import { configFrom, type SharedOptions } from '../program.ts';
import { say, sayList, visible } from '../terminal.ts';

/**
 * Every key that something of this installation is signed, sealed or opened with: what for, its public half, where the private one
 * is expected and how that stands. It needs no records, and then says that log, unit and intake have no key yet. Exit code 1 where a
 * key is missing, cannot be used, or may be read by others.
 */
export async function listKeys(options: SharedOptions): Promise<number> {
  const config = configFrom(options);
  const { rows: own, isDemo } = await ownKeys(options);
  const rows = [...own, ...(await configuredKeys(config, isDemo))];
  if (options.json) sayList(rows, options);
  else for (const row of rows) say(describe(row));
  return rows.some(isToMend) ? EXIT.findings : EXIT.done;
}

function describe({ key, id, purpose, publicKey, fingerprint, file, state, note }: KeyRow): string {
  // One in PEM is no line: people compare its fingerprint.
  const known = publicKey === null || publicKey.includes('\n') ? fingerprint : publicKey;
  const name = id === null ? key : `${key} ${visible(id)}`;
  const more = [known, file, ...(note?.split('\n') ?? [])].filter((line) => line !== null);
  return [`${name}: ${state}; ${purpose}`, ...more.map((line) => `    ${visible(line)}`)].join('\n');
}
