import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readApiKey } from '../../../workers/sources/api-key.ts';
import { loadSources } from '../../../workers/sources/load-sources.ts';
import { asYaml, authorisationOf } from '../../support/authorisation.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-keys-'));
});
afterEach(() => rm(folder, { recursive: true }));

const SOURCE = `id: a
kind: feed
name: A
url: https://a.example/feed
${asYaml(authorisationOf('https://a.example/feed'))}`;

async function faultsOf(line: string): Promise<string[]> {
  await writeFile(join(folder, 'a.yml'), `${line}\n${SOURCE}`);
  const loaded = await loadSources(folder);
  return loaded.ok ? [] : loaded.faults.map(({ line: at, column, message }) => `${at}:${column}: ${message}`);
}

describe('a source file', () => {
  it.each([
    ...['cookie', 'cookies', 'username', 'user', 'password', 'passwd', 'session_id', 'login', 'credentials'],
    ...['token', 'accessToken', 'bearer-token', 'secret', 'email'],
  ])('PUR-04 has no field "%s", and says why', async (key) => {
    const [fault, ...more] = await faultsOf(`${key}: something`);
    expect(fault).toBe(
      `1:1: expected only known keys, found "${key}"; there is no such field, and there will be none: Vigie never signs in and sends no cookie, it reads what anybody may read; remove it, and choose a place that needs no account`,
    );
    expect(more).toEqual([]);
  });

  it.each(['proxy', 'userAgent', 'headers', 'referer', 'captchaSolver', 'fingerprint'])(
    'PUR-08 has no field "%s" that would disguise who asks',
    async (key) => {
      expect((await faultsOf(`${key}: something`))[0]).toContain('Vigie says who it is');
    },
  );

  it('PUR-04 says so inside the authorisation too', async () => {
    const text = SOURCE.replace('authorisation:\n', 'authorisation:\n  password: x\n');
    await writeFile(join(folder, 'a.yml'), text);
    expect(await loadSources(folder)).toMatchObject({
      faults: [{ line: 6, column: 3, message: expect.stringContaining('Vigie never signs in') }],
    });
  });

  it('PUR-04 never holds a key itself', async () => {
    expect((await faultsOf('apiKey: abc'))[0]).toContain('name that file with "apiKeyFile"');
  });

  it('may name a key file that only its owner can read', async () => {
    const key = join(folder, 'key');
    await writeFile(key, 'an-example-key\n', { mode: 0o600 });
    expect(await faultsOf(`apiKeyFile: ${key}`)).toEqual([]);
    expect(await readApiKey(key)).toBe('an-example-key');
  });

  it('is at fault where its key file is open to others, not there, or no key', async () => {
    const key = join(folder, 'key');
    expect((await faultsOf(`apiKeyFile: ${key}`))[0]).toMatch(
      /^1:13: expected a file with an API key .*ENOENT/,
    );
    await writeFile(key, 'an-example-key', { mode: 0o600 });
    await chmod(key, 0o640);
    expect((await faultsOf(`apiKeyFile: ${key}`))[0]).toMatch(
      /^1:13: .*mode 0600.*found mode 0640; run chmod 600/,
    );
    await chmod(key, 0o600);
    await writeFile(key, 'two lines\nof it');
    const [fault] = await faultsOf(`apiKeyFile: ${key}`);
    expect(fault).toMatch(/^1:13: expected one key and nothing else/);
    expect(fault).not.toContain('two lines');
    expect((await faultsOf(`apiKeyFile: ${folder}`))[0]).toContain('no regular file');
    // What a relative path means would depend on where a process was started.
    expect((await faultsOf('apiKeyFile: keys/a'))[0]).toMatch(/^1:13: expected an absolute path/);
  });
});
