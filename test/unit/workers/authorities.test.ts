import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readAuthorities } from '../../../workers/timestamps/authorities.ts';

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
