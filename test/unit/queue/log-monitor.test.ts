import { describe, expect, it } from 'vitest';
import {
  monitorLog,
  noteSigner,
  parsePolicy,
  SIGNATURE_TYPE,
  vkeyOf,
  type WitnessPolicy,
} from '../../../queue/log/index.ts';
import { entryNames, type LogFiles, makeUpLog } from '../../support/made-up-log.ts';

const signer = noteSigner('unit.example/vigie', SIGNATURE_TYPE.log, Buffer.alloc(32, 1));
const [ours, theirs] = [2, 3].map((number) =>
  noteSigner(`witness.example/${number}`, SIGNATURE_TYPE.cosignature, Buffer.alloc(32, number)),
) as [ReturnType<typeof noteSigner>, ReturnType<typeof noteSigner>];
/** Two full tiles and a partial one. */
const NAMES = entryNames(600);
const ENTRY_BYTES = 34;

const readerOf = (files: LogFiles) => ({ file: async (path: string) => files.get(path) ?? null });
const look = async (
  files: LogFiles,
  kept: Parameters<typeof monitorLog>[2]['kept'] = [],
  policy: WitnessPolicy | null = null,
) => monitorLog(readerOf(files), signer, { kept, keep: async () => {} }, policy);
const log = (names: readonly string[]) => makeUpLog({ names, signer });
const kinds = ({ faults }: { faults: readonly { kind: string; file: string }[] }) =>
  faults.map(({ kind, file }) => `${kind} ${file}`);

async function keptOf(names: readonly string[]) {
  const seen: { size: number; root: string }[] = [];
  const keep = async (one: { size: number; root: string }) => void seen.push(one);
  await monitorLog(readerOf(log(names)), signer, { kept: [], keep }, null);
  const [only, ...more] = seen;
  if (only === undefined || more.length > 0) throw new Error('expected one checkpoint');
  return only;
}

function bothOf(files: LogFiles, path: string, place: number): LogFiles {
  const copy = new Map(files);
  const bytes = Buffer.from(copy.get(path) ?? []);
  bytes[place] = (bytes[place] ?? 0) ^ 1;
  return copy.set(path, bytes);
}

describe('the monitor of a log', () => {
  it('LOG-12 rebuilds the signed root from the entries, and finds every earlier checkpoint in it', async () => {
    const kept = await Promise.all([0, 1, 255, 256, 257, 600].map((size) => keptOf(NAMES.slice(0, size))));
    expect(await look(log(NAMES), kept)).toMatchObject({
      origin: 'unit.example/vigie',
      size: 600,
      rebuilt: 600,
      continued: 6,
      faults: [],
    });
    expect(await look(log([]), [])).toMatchObject({ size: 0, rebuilt: 0, faults: [] });
  });

  it('LOG-12 keeps what a log has signed, though it then stops answering', async () => {
    const files = log(NAMES);
    const seen: number[] = [];
    const reader = {
      async file(path: string) {
        if (path !== 'checkpoint') throw new Error('the log answered 500');
        return files.get(path) ?? null;
      },
    };
    const keep = async ({ size }: { size: number }) => void seen.push(size);
    await expect(monitorLog(reader, signer, { kept: [], keep }, null)).rejects.toThrow('answered 500');
    expect(seen).toEqual([600]);
  });

  it('LOG-12 tells a log that was set back', async () => {
    const report = await look(log(NAMES.slice(0, 300)), [await keptOf(NAMES), await keptOf(entryNames(5))]);
    expect(kinds(report)).toEqual(['set-back kept']);
    expect(report.faults[0]?.reason).toContain('the 600 entries of a kept checkpoint, found 300');
    expect(report.continued).toBe(1);
  });

  it('LOG-12 tells a log that was rewritten though all its files fit each other', async () => {
    const rewritten = NAMES.map((name, at) => (at === 7 ? 'another story' : name));
    const kept = [await keptOf(NAMES.slice(0, 5)), await keptOf(NAMES.slice(0, 9)), await keptOf(NAMES)];
    const report = await look(log(rewritten), kept);
    expect(kinds(report)).toEqual(['rewritten kept', 'rewritten kept']);
    expect(report.continued).toBe(1);
  });

  it('LOG-12 tells a log that went another way since, also one of the same size', async () => {
    const forked = [...NAMES.slice(0, 400), ...entryNames(300, 'forked')];
    expect(kinds(await look(log(forked), [await keptOf(NAMES)]))).toEqual(['rewritten kept']);
    expect(kinds(await look(log(forked.slice(0, 600)), [await keptOf(NAMES)]))).toEqual(['rewritten kept']);
  });

  it('LOG-12 names every file that was altered or lost, and goes on behind them', async () => {
    const whole = log(NAMES);
    const harmed = bothOf(bothOf(whole, 'tile/entries/000', 5 * ENTRY_BYTES + 9), 'tile/0/002.p/88', 40);
    harmed.delete('tile/1/000.p/2');
    expect(kinds(await look(harmed, [await keptOf(NAMES.slice(0, 300))]))).toEqual([
      'altered tile/0/000',
      'altered tile/0/002.p/88',
      'unreadable tile/1/000.p/2',
      'not-signed-root checkpoint',
      'rewritten kept',
    ]);
    const lost = new Map(whole);
    lost.delete('tile/entries/001');
    expect(await look(lost)).toMatchObject({
      rebuilt: 256,
      faults: [{ kind: 'unreadable', file: 'tile/entries/001' }],
    });
    const short = new Map(whole).set('tile/entries/001', Buffer.alloc(7));
    expect(kinds(await look(short))).toEqual(['unreadable tile/entries/001']);
  });

  it('LOG-12 tells a checkpoint that is lost, altered or of another key', async () => {
    const lost = log(NAMES);
    lost.delete('checkpoint');
    expect(await look(lost)).toMatchObject({ size: null, faults: [{ kind: 'unreadable' }] });
    const altered = new Map(log(NAMES));
    const text = String(altered.get('checkpoint')).replace('\n600\n', '\n599\n');
    altered.set('checkpoint', Buffer.from(text));
    expect(kinds(await look(altered))).toEqual(['unsigned checkpoint']);
    const other = noteSigner('unit.example/vigie', SIGNATURE_TYPE.log, Buffer.alloc(32, 9));
    expect(kinds(await look(makeUpLog({ names: NAMES, signer: other })))).toEqual(['unsigned checkpoint']);
  });

  it('LOG-12 compares with the witnesses: too few, and one whose cosignature does not hold', async () => {
    const lines = [`witness ours ${vkeyOf(ours)}`, `witness theirs ${vkeyOf(theirs)}`];
    const policy = parsePolicy([...lines, 'group both all ours theirs', 'quorum both', ''].join('\n'));
    if (!('witnesses' in policy)) throw new Error(policy.join('\n'));
    const both = makeUpLog({ names: NAMES, signer, witnesses: [ours, theirs] });
    expect(await look(both, [], policy)).toMatchObject({ witnesses: ['ours', 'theirs'], faults: [] });
    const one = makeUpLog({ names: NAMES, signer, witnesses: [ours] });
    expect(await look(one, [], policy)).toMatchObject({
      witnesses: ['ours'],
      faults: [{ kind: 'witnesses', reason: expect.stringContaining('found those of ours') }],
    });
    const bent = Buffer.from(
      String(both.get('checkpoint')).replace(
        /(witness\.example\/3 .{40})(.)/,
        (_, head, letter) => `${head}${letter === 'A' ? 'B' : 'A'}`,
      ),
    );
    expect((await look(new Map(both).set('checkpoint', bent), [], policy)).faults).toMatchObject([
      { kind: 'witnesses', reason: expect.stringContaining('cosignature of theirs to hold') },
      { kind: 'witnesses' },
    ]);
  });

  it('ends where a signed size is made up', async () => {
    const files = makeUpLog({ names: NAMES, signer });
    const huge = makeUpLog({ names: ['one'], signer });
    for (const path of [...files.keys()]) if (path !== 'checkpoint') files.delete(path);
    expect((await look(files)).faults.length).toBeLessThan(20);
    expect((await look(huge)).faults).toEqual([]);
  });
});
