import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PublishedFile, PublishedReport } from '../../dashboard/public/published.ts';
import { DATA_FILE } from '../../queue/report/index.ts';
import { messageOf } from '../../queue/runtime/errors.ts';
import type { PublishedRow } from '../../queue/storage/index.ts';

/** Digits of a hash that tell two reports of one period apart in an address. */
const ID_DIGITS = 8;

export interface FoundReports {
  /** In the order of the records. */
  readonly reports: readonly PublishedReport[];
  /** Published reports that no folder holds, and folders that hold no published report, in words. */
  readonly faults: readonly string[];
}

/**
 * Reads the folders below `dir` and keeps those that are a published report, file by file and byte by byte. What is read is what is handed
 * out, so a file that is changed later changes nothing.
 * @param published what the records say that two people published
 */
export function readPublishedReports(dir: string, published: readonly PublishedRow[]): FoundReports {
  const { folders, closed } = readFolders(dir);
  const pairs = published.map((row) => ({ row, folder: folders.find(({ files }) => isReport(files, row)) }));
  const reports = pairs.flatMap(({ row, folder }) =>
    folder === undefined ? [] : [reportOf(row, folder.files)],
  );
  const missing = pairs
    .filter(({ folder }) => folder === undefined)
    .map(
      ({ row: { period, publishedOn } }) =>
        `expected the files of the report for ${period}, published ${publishedOn}, in a folder below ${dir}, found none; copy them there unchanged`,
    );
  const strange = folders
    .filter((folder) => !pairs.some((pair) => pair.folder === folder))
    .map(
      ({ name }) =>
        `expected in ${name} a report that two people published, found another or one that was changed; it is not shown`,
    );
  return { reports, faults: [...closed, ...missing, ...strange] };
}

function reportOf(
  { period, publishedOn, files }: PublishedRow,
  found: ReadonlyMap<string, PublishedFile>,
): PublishedReport {
  return {
    id: `${period}-${files[DATA_FILE]?.slice(0, ID_DIGITS)}`,
    period,
    publishedOn,
    // `isReport` found every one of them.
    files: new Map(Object.keys(files).map((name) => [name, found.get(name) as PublishedFile])),
  };
}

interface Folder {
  readonly name: string;
  readonly files: ReadonlyMap<string, PublishedFile>;
}

/** What can be read, and in words what cannot: a report that was copied with the rights of its maker takes no page away from anybody. */
function readFolders(dir: string): {
  readonly folders: readonly Folder[];
  readonly closed: readonly string[];
} {
  const closed: string[] = [];
  const orClosed = <Result>(place: string, read: () => Result): Result | null => {
    try {
      return read();
    } catch (error) {
      closed.push(closedFault(place, error));
      return null;
    }
  };
  const entries = existsSync(dir) ? orClosed(dir, () => readdirSync(dir, { withFileTypes: true })) : null;
  const folders = (entries ?? [])
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => {
      const name = join(dir, entry.name);
      const files = orClosed(name, () => readFolder(name));
      return files === null ? [] : [{ name, files }];
    });
  return { folders, closed };
}

function closedFault(place: string, error: unknown): string {
  return (
    `expected to read the published reports in ${place}, but ${messageOf(error)}; nothing in it is shown: ` +
    `open it to everybody, for instance with chmod -R a+rX, and start the public pages again`
  );
}

function readFolder(folder: string): ReadonlyMap<string, PublishedFile> {
  return new Map(
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => {
        const bytes = new Uint8Array(readFileSync(join(folder, name)));
        return [name, { bytes, sha256: createHash('sha256').update(bytes).digest('hex') }];
      }),
  );
}

function isReport(files: ReadonlyMap<string, PublishedFile>, row: PublishedRow): boolean {
  return Object.entries(row.files).every(([name, sha256]) => files.get(name)?.sha256 === sha256);
}
