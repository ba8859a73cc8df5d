import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { ReportContent } from '../../../queue/contracts/index.ts';
import { AppError, messageOf } from '../../../queue/runtime/errors.ts';
import { newIdentity, openWith, recipientOf } from '../../../queue/vault/index.ts';
import { readLines } from '../../../workers/intake/lines.ts';
import { EXIT } from '../exit.ts';
import { writeNewFile } from '../new-file.ts';
import { makeOutputFolder } from '../output-file.ts';
import { type OutputPlace, outputPlace } from '../output-place.ts';
import { ownData } from '../program.ts';
import { writePictures } from '../report-pictures.ts';
import { ExportHead, ExportLine } from '../reports-file.ts';
import { say, sayJson, warn } from '../terminal.ts';

/**
 * Makes a key pair in the format of age: the private half into a new file, the public half for config/public.yml. It is never
 * written over an older key, without which nobody could open what is sealed to it.
 */
export async function makeReportsKey(file: string): Promise<number> {
  const identity = await newIdentity();
  const recipient = await recipientOf(identity);
  const place = outputPlace(file, ownData());
  await writeNewFile(place, () => `# public key: ${recipient}\n${identity}\n`);
  say(recipient);
  return EXIT.done;
}

export interface OpenReportsOptions {
  readonly key: string;
  readonly contactKey?: string;
  readonly pictures?: string;
}

/**
 * Prints what exported reports say, as NDJSON, and writes working copies of their pictures where asked to. It needs the
 * file and the key, and neither network nor records.
 */
export async function openReports(file: string, options: OpenReportsOptions): Promise<number> {
  const keys = {
    report: await readIdentity(options.key),
    contact: options.contactKey === undefined ? undefined : await readIdentity(options.contactKey),
  };
  await requireWhole(file);
  const copies = options.pictures === undefined ? undefined : outputPlace(options.pictures, ownData());
  if (copies !== undefined) makeOutputFolder(copies);
  let failed = 0;
  let place = 0;
  for await (const line of linesOf(file)) {
    place += 1;
    // The head, which was read before.
    if (place === 1) continue;
    const report = parsed(ExportLine, line, file, place);
    try {
      const content = await contentOf(report, keys);
      const written = await picturesOf(report, keys.report, copies, place - 1);
      sayJson({ ...content, ...written });
      for (const number of written?.unreadable ?? []) {
        failed += 1;
        warn(
          `${file}:${place}: expected a picture that can be read to its end as number ${number}, found another file; no copy was made`,
        );
      }
    } catch (error) {
      failed += 1;
      warn(`${file}:${place}: ${messageOf(error)}`);
    }
  }
  return failed === 0 ? EXIT.done : EXIT.findings;
}

/** @throws AppError `input.invalid` for a file that is no export, or a part of one, before anything of it is shown */
async function requireWhole(file: string): Promise<void> {
  let head: string | undefined;
  let found = 0;
  for await (const line of linesOf(file)) {
    if (head === undefined) head = line;
    else found += 1;
  }
  const { reports } = parsed(ExportHead, head ?? '', file, 1);
  if (reports !== found)
    throw new AppError('input.invalid', `expected ${reports} reports in ${file}, found ${found}: it was cut`);
}

type Line = z.infer<typeof ExportLine>;

async function contentOf(
  { thread, receivedOn, sealed, contact, pictures }: Line,
  keys: { readonly report: string; readonly contact: string | undefined },
) {
  const open = async (key: string, text: string) =>
    JSON.parse(await openWith(key, Buffer.from(text, 'base64')));
  const { address, text, language } = ReportContent.parse(await open(keys.report, sealed));
  const has = { hasContact: contact !== null, hasPictures: pictures !== null };
  const shown = { thread, receivedOn, address, text, language, ...has };
  if (contact === null || keys.contact === undefined) return shown;
  return { ...shown, contact: (await open(keys.contact, contact)).contact };
}

/** Numbered by the report's place in the file, so that two messages of one thread do not share a name. */
async function picturesOf(
  { thread, pictures }: Line,
  key: string,
  directory: OutputPlace | undefined,
  place: number,
) {
  if (pictures === null || directory === undefined) return undefined;
  return writePictures(key, pictures, { directory, prefix: `${thread}-${place}` });
}

async function readIdentity(file: string): Promise<string> {
  const identity = (await readText(file)).split('\n').find((line) => line.startsWith('AGE-SECRET-KEY-1'));
  if (identity !== undefined) return identity.trim();
  throw new AppError(
    'usage.invalid',
    `expected a line "AGE-SECRET-KEY-1…" in ${file}, found none; make a key with "vigie reports keygen"`,
  );
}

async function readText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    throw unreadable(file, error);
  });
}

/** One after the other: a file of many pictures is larger than a text can be. */
async function* linesOf(file: string): AsyncGenerator<string> {
  const input = createReadStream(file);
  try {
    // What is no UTF-8 is no line of an export either: whoever parses it says so.
    for await (const lines of readLines(input, { maxBytes: Number.POSITIVE_INFINITY, keepsBlank: true }))
      for (const line of lines) {
        const text = 'fault' in line ? (line.raw ?? '') : line.text;
        if (text !== '') yield text;
      }
  } catch (error) {
    throw unreadable(file, error);
  } finally {
    input.destroy();
  }
}

function unreadable(file: string, error: unknown): AppError {
  return new AppError('usage.invalid', `expected a readable file at ${file}, but ${messageOf(error)}`);
}

function parsed<T>(shape: { parse(value: unknown): T }, line: string, file: string, at: number): T {
  try {
    return shape.parse(JSON.parse(line));
  } catch {
    throw new AppError(
      'input.invalid',
      `${file}:${at}: expected what "vigie reports export" writes, found another line`,
    );
  }
}
