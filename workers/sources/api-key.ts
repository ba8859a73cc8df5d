import { open } from 'node:fs/promises';
import { refused } from '../fetch/source-faults.ts';

const MAX_KEY_LENGTH = 4096;

/**
 * The key that a platform issued to the authority's own registered application. Read anew each round, so that a key can
 * be replaced while Vigie runs. No message holds any of the file's content.
 * @throws AppError `source.refused` (reason `api-key`) for a file that cannot be read or is not one line of visible ASCII.
 */
export async function readApiKey(source: {
  readonly id: string;
  readonly apiKeyFile: string;
}): Promise<string> {
  const fault = (found: string): Error =>
    refused(
      `expected one line with the key of your registered application in ${source.apiKeyFile}, found ${found}; the platform ` +
        'issues the key, and the file belongs to the account that Vigie runs under',
      { reason: 'api-key', source: source.id },
    );
  let content: string;
  try {
    content = await readStart(source.apiKeyFile, MAX_KEY_LENGTH + 1);
  } catch {
    throw fault('no file that can be read');
  }
  const key = content.trim();
  if (key === '') throw fault('an empty file');
  if (content.length > MAX_KEY_LENGTH || !/^[\x21-\x7e]+$/.test(key)) throw fault('something else');
  return key;
}

/** A key file may be a device or a pipe by mistake: no more is read than a key can have. */
async function readStart(path: string, bytes: number): Promise<string> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, 0);
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await file.close();
  }
}
