import { readFile, stat } from 'node:fs/promises';
import { AppError, messageOf } from '../../queue/runtime/errors.ts';
import { openFault } from '../../queue/runtime/secret-file.ts';

const MAX_KEY_LENGTH = 4096;

/**
 * Reads the key that a platform issued to the authority's registered application. Adapters of platforms that offer
 * public data this way call it once a round, so that a key can be replaced while processes run.
 * @throws AppError `config.sources` when the file is missing, open to other users, or holds anything but one line
 */
export async function readApiKey(path: string): Promise<string> {
  const fault = (expected: string, found: string): AppError =>
    new AppError('config.sources', `expected ${expected} at ${path}, found ${found}`, { path });
  let open: string | null;
  let text: string;
  try {
    const about = await stat(path);
    if (!about.isFile()) throw fault('a file with an API key', 'no regular file; name the file itself');
    open = openFault(path);
    text = (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw fault(
      'a file with an API key',
      `none that can be read (${messageOf(error)}); check path and owner`,
    );
  }
  if (open !== null) throw fault('an API key readable by its owner only (mode 0600)', open);
  if (text.length > MAX_KEY_LENGTH || !/^[\x21-\x7e]+$/.test(text))
    throw fault('one key and nothing else', 'something else; write the key on one line, in visible ASCII');
  return text;
}
