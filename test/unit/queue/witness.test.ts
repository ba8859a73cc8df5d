import { describe, expect, it } from 'vitest';
import { checkpointText, openCheckpoint } from '../../../queue/log/checkpoint.ts';
import {
  createWitness,
  formatRequest,
  leafHash,
  noteSigner,
  parsePolicy,
  SIGNATURE_TYPE,
  treeRoot,
  vkeyOf,
  type Witnessed,
  type WitnessPolicy,
  type WitnessStore,
} from '../../../queue/log/index.ts';
import { rootOfBlock } from '../../../queue/log/merkle.ts';
import { checkSignature, formatNote, parseSignatures, signText } from '../../../queue/log/note.ts';
import { consistencyProof } from '../../../queue/log/tree.ts';

const LOG = noteSigner('unit.example/vigie', SIGNATURE_TYPE.log, Buffer.alloc(32, 1));
const STRANGER = noteSigner('unit.example/vigie', SIGNATURE_TYPE.log, Buffer.alloc(32, 9));
const WITNESS = noteSigner('witness.example/one', SIGNATURE_TYPE.cosignature, Buffer.alloc(32, 2));
const LEAVES = Array.from({ length: 40 }, (_, at) => leafHash(`leaf ${at}`));
const FORK = LEAVES.map((leaf, at) => (at < 10 ? leaf : leafHash(leaf)));

const noteOf = (size: number, leaves = LEAVES, signer = LOG) => {
  const text = checkpointText({ origin: signer.name, size, root: treeRoot(leaves.slice(0, size)) });
  return formatNote({ text, signatures: [signText(signer, text)] });
};
const proofOf = (old: number, size: number) =>
  consistencyProof(
    async (height, index) =>
      rootOfBlock(Buffer.concat(LEAVES.slice(index * 2 ** height, (index + 1) * 2 ** height))),
    old,
    size,
  );
const request = async (old: number, size: number) =>
  formatRequest({ old, proof: await proofOf(old, size), note: noteOf(size) });

function memoryStore(): WitnessStore & { state: Witnessed | null } {
  return {
    state: null,
    async read() {
      await Promise.resolve();
      return this.state;
    },
    async write(_origin, witnessed) {
      await Promise.resolve();
      this.state = witnessed;
    },
  };
}

function witnessOn(store = memoryStore()) {
  return createWitness(WITNESS, new Map([[LOG.name, LOG]]), store, () => 1_790_000_000);
}

describe('witness', () => {
  it('LOG-07 cosigns what continues what it cosigned, and remembers it', async () => {
    const store = memoryStore();
    const witness = witnessOn(store);
    for (const [old, size] of [
      [0, 7],
      [7, 7],
      [7, 32],
    ] as const) {
      const { status, body } = await witness.addCheckpoint(await request(old, size));
      expect(status).toBe(200);
      const signatures = parseSignatures(body);
      if (typeof signatures === 'string') throw new Error(signatures);
      const text = noteOf(size).split('\n\n')[0] ?? '';
      expect(checkSignature({ text: `${text}\n`, signatures }, WITNESS)).toBe('good');
    }
    expect(store.state).toMatchObject({ size: 32, root: treeRoot(LEAVES.slice(0, 32)).toString('hex') });
    expect((await witness.newest(LOG.name))?.note).toMatch(
      /^unit\.example\/vigie\n32\n[\s\S]*— witness\.example\/one /,
    );
    expect(await witness.newest('other.example/log')).toBeNull();
  });

  it('LOG-07 answers as C2SP tlog-witness says', async () => {
    const witness = witnessOn();
    expect((await witness.addCheckpoint(await request(0, 20))).status).toBe(200);
    const cases: [string, string, number][] = [
      ['an unknown log', (await request(20, 30)).replaceAll('unit.example', 'other.example'), 404],
      ['an unknown key', formatRequest({ old: 20, proof: [], note: noteOf(30, LEAVES, STRANGER) }), 403],
      ['an altered checkpoint', (await request(20, 30)).replace('\n30\n', '\n31\n'), 403],
      ['an old size above the new one', formatRequest({ old: 31, proof: [], note: noteOf(30) }), 400],
      ['another old size than the last', await request(19, 30), 409],
      ['the size of before as from nothing', await request(0, 30), 409],
      ['a proof of another', formatRequest({ old: 20, proof: await proofOf(20, 31), note: noteOf(30) }), 422],
      ['another tree of the same size', formatRequest({ old: 20, proof: [], note: noteOf(20, FORK) }), 409],
      ['a fork', formatRequest({ old: 20, proof: await proofOf(20, 30), note: noteOf(30, FORK) }), 422],
      ['no proof', formatRequest({ old: 20, proof: [], note: noteOf(30) }), 422],
      ['nothing', '', 400],
      ['no old size', noteOf(30), 400],
      ['a leading zero', (await request(20, 30)).replace('old 20', 'old 020'), 400],
      ['no hash', (await request(20, 30)).replace('old 20\n', 'old 20\nAAAA\n'), 400],
      [
        'too many hashes',
        formatRequest({ old: 20, proof: Array(64).fill(LEAVES[0]), note: noteOf(30) }),
        400,
      ],
    ];
    for (const [what, body, status] of cases)
      expect((await witness.addCheckpoint(body)).status, what).toBe(status);
    expect(await witness.addCheckpoint(await request(19, 30))).toMatchObject({
      type: 'text/x.tlog.size',
      body: '20\n',
    });
    expect((await witness.addCheckpoint(await request(20, 30))).status).toBe(200);
  });

  it('LOG-07 shows the lines of the log and its own, whatever strangers added to the checkpoint they posted', async () => {
    const witness = witnessOn();
    await witness.addCheckpoint(await request(0, 7));
    const lines = (count: number, line: string) => `${noteOf(7)}${line.repeat(count)}`;
    const posted = [
      lines(63, '— x AAAAAAA=\n'),
      lines(63, noteOf(7).split('\n\n')[1] ?? ''),
      lines(1, `— x ${'A'.repeat(65_536)}\n`),
      (await witness.newest(LOG.name))?.note ?? '',
    ];
    for (const note of posted) {
      const { status } = await witness.addCheckpoint(formatRequest({ old: 7, proof: [], note }));
      expect(status).toBe(200);
      const shown = (await witness.newest(LOG.name))?.note ?? '';
      const opened = openCheckpoint(shown, LOG);
      if (typeof opened === 'string') throw new Error(opened);
      expect(opened.note.signatures.map(({ name }) => name)).toEqual([LOG.name, WITNESS.name]);
      expect(checkSignature(opened.note, WITNESS)).toBe('good');
    }
  });

  it('LOG-07 takes a proof from nothing for no proof', async () => {
    const body = formatRequest({ old: 0, proof: await proofOf(4, 9), note: noteOf(9) });
    expect((await witnessOn().addCheckpoint(body)).status).toBe(422);
  });

  it('LOG-07 is set back by no two requests at once', async () => {
    const store = memoryStore();
    const witness = witnessOn(store);
    await witness.addCheckpoint(await request(0, 5));
    const requests = [await request(5, 9), await request(5, 30), await request(5, 12)];
    const answers = await Promise.all(requests.map((body) => witness.addCheckpoint(body)));
    expect(answers.map(({ status }) => status)).toEqual([200, 409, 409]);
    expect(store.state?.size).toBe(9);
  });
});

describe('policy of witnesses', () => {
  const key = (number: number, type: 1 | 4 = SIGNATURE_TYPE.cosignature) =>
    vkeyOf(noteSigner(`example.com/${number}`, type, Buffer.alloc(32, number)));
  const read = (text: string): WitnessPolicy => {
    const policy = parsePolicy(text);
    if (!('witnesses' in policy)) throw new Error(policy.join('\n'));
    return policy;
  };

  it('LOG-07 counts groups of groups', () => {
    const policy = read(`
# two of ours, and any of theirs
log ${key(9, SIGNATURE_TYPE.log)}
witness A ${key(1)} https://a.example/w
witness B ${key(2)}
witness C ${key(3)}
\twitness  D ${key(4)}
group ours 2 A B C
group all-of-us all ours D
quorum all-of-us
`);
    expect(policy.witnesses.map(({ name, url }) => [name, url?.href ?? null])).toEqual([
      ['A', 'https://a.example/w'],
      ['B', null],
      ['C', null],
      ['D', null],
    ]);
    const isQuorum = (...names: string[]) => policy.isQuorum(new Set(names));
    expect(isQuorum('A', 'C', 'D')).toBe(true);
    expect(isQuorum('A', 'B', 'C')).toBe(false);
    expect(isQuorum('A', 'D')).toBe(false);
    expect(read('quorum none\n').isQuorum(new Set())).toBe(true);
  });

  it('names every fault with its line', () => {
    const faults = parsePolicy(`witness A ${key(1)}
witness A ${key(2)}
witness B ${key(1)}
log ${key(3)}
group g 3 A B
group h any A nobody
group i any A
group j any A
wibble
quorum nobody
`);
    expect(faults).toEqual([
      'line 2: expected a name of its own, found "A"',
      'line 3: expected each key of a witness once, found it twice',
      'line 4: expected "log KEY [URL]" with the key of a log',
      'line 5: expected all, any, or a number from 1 to 2 behind the group\'s name, found "3"',
      'line 6: expected a witness or group of an earlier line, found "nobody"',
      'line 7: expected each name in one group at most, found "A" again',
      'line 8: expected each name in one group at most, found "A" again',
      'line 9: expected log, witness, group or quorum, found "wibble"',
      'line 10: expected a witness or group of an earlier line, or none, found "nobody"',
      'expected a line "quorum", found none',
    ]);
  });
});
