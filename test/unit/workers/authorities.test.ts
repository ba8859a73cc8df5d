import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readAuthorities, readStampRoots } from '../../../workers/timestamps/authorities.ts';
import { OpensslAuthority } from '../../support/timestamp-authority.ts';

let config: string;
beforeEach(() => {
  config = mkdtempSync(join(tmpdir(), 'vigie-authorities-'));
});
afterEach(() => rmSync(config, { recursive: true }));

it('a mistyped address of an authority is told with its place', async () => {
  const two =
    '- { id: first, url: one.example, roots: a.pem }\n- { id: second, url: "https://b.example", roots: b.pem }\n';
  writeFileSync(join(config, 'timestamps.yml'), `authorities:\n${two}`);
  await expect(readAuthorities(config)).rejects.toThrow(
    /timestamps\.yml:2:\d+: expected an http or https address/,
  );
});

it('one authority alone is refused with the reason', async () => {
  const one = '- { id: first, url: "https://a.example", roots: a.pem }\n';
  writeFileSync(join(config, 'timestamps.yml'), `authorities:\n${one}`);
  await expect(readAuthorities(config)).rejects.toThrow(
    /timestamps\.yml:2:1: expected two authorities or more: one alone could be wrong, or in league/,
  );
});

const TWO =
  'authorities:\n- { id: first, url: "https://a.example", roots: a.pem }\n- { id: second, url: "https://b.example", roots: b.pem }\n';

it('EVI-12 roots of an authority that is asked no more are read, and it is not asked', async () => {
  const tsa = new OpensslAuthority('before');
  try {
    for (const name of ['a.pem', 'b.pem', 'before.pem']) writeFileSync(join(config, name), tsa.rootPem);
    writeFileSync(join(config, 'timestamps.yml'), `${TWO}former:\n- { id: before, roots: before.pem }\n`);
    expect((await readAuthorities(config)).map(({ id }) => id)).toEqual(['first', 'second']);
    const roots = await readStampRoots(config);
    expect(roots.map(({ id }) => id)).toEqual(['first', 'second', 'before']);
    expect(roots.at(-1)?.roots).toHaveLength(1);
    writeFileSync(join(config, 'timestamps.yml'), `${TWO}former:\n- { id: first, roots: before.pem }\n`);
    await expect(readStampRoots(config)).rejects.toThrow(
      /timestamps\.yml:5:\d+: expected an authority that is in the file once, found first again/,
    );
  } finally {
    tsa.remove();
  }
});
