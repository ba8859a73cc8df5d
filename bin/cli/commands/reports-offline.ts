import { readFile } from 'node:fs/promises';
import { ReportContent } from '../../../queue/contracts/index.ts';
import { AppError, messageOf } from '../../../queue/runtime/errors.ts';
import { newIdentity, openWith, recipientOf } from '../../../queue/vault/index.ts';
import { EXIT } from '../exit.ts';
import { openOutputFile } from '../output-file.ts';
import { ExportHead, ExportLine } from '../reports-file.ts';

/** Makes a key pair in the format of age: the private half into a file, the public half for config/public.yml. */
export async function makeReportsKey(file: string): Promise<number> {
  const identity = await newIdentity();
  const recipient = await recipientOf(identity);
  const output = openOutputFile(file);
  await new Promise<void>((resolve, reject) => {
    output.on('error', reject);
    output.end(`# public key: ${recipient}\n${identity}\n`, resolve);
  });
  console.log(recipient);
  return EXIT.done;
}

export interface OpenReportsOptions {
  readonly key: string;
  readonly contactKey?: string;
}

/** Prints what exported reports say, as NDJSON. It needs the file and the key, and neither network nor records. */
export async function openReports(file: string, options: OpenReportsOptions): Promise<number> {
  const identity = await readIdentity(options.key);
  const contactIdentity =
    options.contactKey === undefined ? undefined : await readIdentity(options.contactKey);
  const [head = '', ...lines] = (await readText(file)).split('\n').filter((line) => line !== '');
  const { reports } = parsed(ExportHead, head, file, 1);
  if (reports !== lines.length)
    throw new AppError(
      'input.invalid',
      `expected ${reports} reports in ${file}, found ${lines.length}: it was cut`,
    );
  let failed = 0;
  for (const [at, line] of lines.entries()) {
    const { thread, receivedOn, sealed, contact } = parsed(ExportLine, line, file, at + 2);
    try {
      const content = ReportContent.parse(
        JSON.parse(await openWith(identity, Buffer.from(sealed, 'base64'))),
      );
      const { address, text, language } = content;
      console.log(
        JSON.stringify({
          thread,
          receivedOn,
          address,
          text,
          language,
          hasContact: contact !== null,
          ...(contact === null || contactIdentity === undefined
            ? {}
            : {
                contact: JSON.parse(await openWith(contactIdentity, Buffer.from(contact, 'base64'))).contact,
              }),
        }),
      );
    } catch (error) {
      failed += 1;
      process.stderr.write(`vigie: ${file}:${at + 2}: ${messageOf(error)}\n`);
    }
  }
  return failed === 0 ? EXIT.done : EXIT.findings;
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
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new AppError('usage.invalid', `expected a readable file at ${file}, but ${messageOf(error)}`);
  }
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
