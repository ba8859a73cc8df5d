import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseHeaders } from '../../../workers/opentimestamps/header-file.ts';
import { readOpenTimestamps } from '../../../workers/opentimestamps/settings.ts';
import { FIRST_BLOCK } from '../../support/ots-examples.ts';

describe('config/opentimestamps.yml', () => {
  let config: string;
  beforeEach(() => {
    config = mkdtempSync(join(tmpdir(), 'vigie-calendars-'));
  });
  afterEach(() => rmSync(config, { recursive: true }));
  const write = (text: string) => writeFileSync(join(config, 'opentimestamps.yml'), text);
  const CALENDAR = 'calendars:\n- id: first\n  url: https://one.example/\n';

  it('EVI-07 is optional: without it there is no calendar', async () => {
    expect(await readOpenTimestamps(config)).toEqual({ calendars: [], headers: null });
  });

  it('is read with or without a source of block headers', async () => {
    write(CALENDAR);
    const calendars = [{ id: 'first', url: 'https://one.example', network: 'public' }];
    expect(await readOpenTimestamps(config)).toEqual({ calendars, headers: null });
    write(`${CALENDAR}headers: {interface: esplora, url: 'https://blocks.example/api/'}\n`);
    expect(await readOpenTimestamps(config)).toEqual({
      calendars,
      headers: { interface: 'esplora', url: 'https://blocks.example/api', network: 'public' },
    });
  });

  it('is in order as the example has it', async () => {
    cpSync('config/opentimestamps.example.yml', join(config, 'opentimestamps.yml'));
    expect(await readOpenTimestamps(config)).toMatchObject({
      calendars: [{ id: 'first' }],
      headers: { interface: 'bitcoin-core', network: 'loopback' },
    });
  });

  it.each([
    [
      'block headers without TLS over the public network',
      `${CALENDAR}headers: {interface: esplora, url: 'http://b.example'}\n`,
      /:4:\d+: .*https for block headers/,
    ],
    [
      'a calendar that no promise can name',
      'calendars:\n- id: first\n  url: https://one.example/?a=b\n',
      /:3:\d+: .*letters, digits/,
    ],
    [
      'two calendars at one host',
      `${CALENDAR}- id: second\n  url: https://one.example/b\n`,
      /different hosts/,
    ],
    [
      'a calendar without a scheme',
      'calendars:\n- id: first\n  url: one.example\n',
      /:3:\d+: expected an http or https address/,
    ],
    ['two calendars of one name', `${CALENDAR}- id: first\n  url: https://two.example\n`, /different ids/],
    ['no calendar', 'calendars: []\n', /:1:\d+/],
  ])('is refused with its place for %s', async (_, text, reason) => {
    write(text);
    await expect(readOpenTimestamps(config)).rejects.toMatchObject({
      code: 'config.invalid',
      message: expect.stringMatching(reason),
    });
  });
});

describe('a file of block headers', () => {
  const line = `0 ${FIRST_BLOCK.header.toString('hex')}`;

  it('is read by height, remarks left out', () => {
    expect([...parseHeaders(`# from our node\n${line}\n\n`, 'h.txt')]).toEqual([[0, FIRST_BLOCK.header]]);
  });

  it('is refused with every line that is none', () => {
    expect(() => parseHeaders(`${line}\n1 abc\nx\n`, 'h.txt')).toThrow(/^h\.txt:2: expected .*\nh\.txt:3: /);
  });
});
