import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { AppError, messageOf } from '../../../queue/runtime/errors.ts';
import { readFolder } from '../../../workers/bundle/bag/read-folder.ts';
import { type BundleReport, verifyBundle } from '../../../workers/bundle/verify/verify-bundle.ts';
import { parseHeaders } from '../../../workers/opentimestamps/header-file.ts';
import { EXIT } from '../exit.ts';
import { say, sayJson } from '../terminal.ts';

export interface VerifyOptions {
  readonly key?: string;
  readonly logKey?: string;
  readonly roots?: string;
  readonly domainRoots?: string;
  readonly blockHeaders?: string;
  readonly json?: boolean;
}

/** Checks a bundle from its bytes alone. */
export async function verifyEvidence(folder: string, options: VerifyOptions): Promise<number> {
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new AppError('usage.invalid', `expected the folder of a bundle, found none at ${folder}`);
  const blockHeaders = await contentOf(options.blockHeaders, '--block-headers');
  const report = await verifyBundle(readFolder(folder), {
    unitPem: await contentOf(options.key, '--key'),
    logVkey: isFile(options.logKey) ? await contentOf(options.logKey, '--log-key') : options.logKey,
    rootsPem: await contentOf(options.roots, '--roots'),
    domainRootsPem: await contentOf(options.domainRoots, '--domain-roots'),
    blockHeaders: blockHeaders === undefined ? undefined : parseHeaders(blockHeaders, '--block-headers'),
  });
  if (options.json) sayJson(report);
  else say(describe(report));
  if (report.faults.length > 0) return EXIT.data;
  return EXIT.done;
}

function isFile(path: string | undefined): boolean {
  return path !== undefined && existsSync(path);
}

async function contentOf(path: string | undefined, option: string): Promise<string | undefined> {
  if (path === undefined) return undefined;
  return readFile(path, 'utf8').catch((error: unknown) => {
    throw new AppError('usage.invalid', `expected a file after ${option}, but ${messageOf(error)}`);
  });
}

function describe(report: BundleReport): string {
  const { bundle, items, files, stamps, signatures, proofs, faults, notices } = report;
  const notes = notices.map((notice) => `note: ${notice}`);
  if (faults.length > 0) {
    const lines = faults.map(({ file, reason }) => `${file}: ${reason}`);
    return [
      `bundle: NOT intact, ${faults.length} fault${faults.length === 1 ? '' : 's'}`,
      ...lines,
      ...notes,
    ].join('\n');
  }
  return [
    `bundle ${bundle}: intact. ${items} items, ${files} files, ${stamps} time stamps and ${signatures} signatures of archives hold`,
    ...(proofs.confirmed + proofs.attested + proofs.pending === 0 ? [] : [describeProofs(proofs)]),
    'Recorded by the unit, unchanged since, existed by the times that the stamps state; who wrote a post is not shown.',
    ...notes,
  ].join('\n');
}

function describeProofs({ pending, attested, confirmed }: BundleReport['proofs']): string {
  return `OpenTimestamps: ${confirmed} confirmed, ${attested} name a block that was not checked, ${pending} pending`;
}
