import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { checkpointText } from '../../queue/log/checkpoint.ts';
import { leafHash, rootOfBlock, treeRoot } from '../../queue/log/merkle.ts';
import { cosignText, formatNote, type NoteSigner, signText } from '../../queue/log/note.ts';
import { levelsOf, TILE_WIDTH, tilePath, tilesOf } from '../../queue/log/tiles.ts';

/** Files of an exported log, by path. */
export type LogFiles = Map<string, Buffer>;

export interface MadeUpLog {
  /** One entry for each name; the same names give the same log. */
  readonly names: readonly string[];
  readonly signer: NoteSigner;
  readonly witnesses?: readonly NoteSigner[];
}

/** Names of so many entries. */
export function entryNames(count: number, story = 'true'): string[] {
  return Array.from({ length: count }, (_, at) => `${story} ${at}`);
}

/** A whole log as somebody who has its key could make one up: all files fit each other. */
export function makeUpLog({ names, signer, witnesses = [] }: MadeUpLog): LogFiles {
  const files: LogFiles = new Map();
  const entries = names.map((name) => createHash('sha256').update(name).digest());
  let hashes = entries.map((entry) => leafHash(entry));
  const root = treeRoot(hashes);
  for (let level = 0; level < levelsOf(names.length); level += 1) {
    const full: Buffer[] = [];
    for (const tile of tilesOf(names.length, level)) {
      const first = tile.n * TILE_WIDTH;
      const block = Buffer.concat(hashes.slice(first, first + tile.width));
      files.set(tilePath(level, tile), block);
      if (tile.width === TILE_WIDTH) full.push(rootOfBlock(block));
      if (level > 0) continue;
      const bundle = entries.slice(first, first + tile.width);
      files.set(
        tilePath('entries', tile),
        Buffer.concat(bundle.map((entry) => Buffer.concat([Uint8Array.of(0, 32), entry]))),
      );
    }
    hashes = full;
  }
  const text = checkpointText({ origin: signer.name, size: names.length, root });
  const signatures = [
    signText(signer, text),
    ...witnesses.map((one) => cosignText(one, text, 1_780_000_000)),
  ];
  files.set('checkpoint', Buffer.from(formatNote({ text, signatures })));
  return files;
}

export function writeFiles(folder: string, files: LogFiles): string {
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  return folder;
}
