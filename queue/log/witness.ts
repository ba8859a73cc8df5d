import { fromBase64, toBase64 } from './base64.ts';
import { type Checkpoint, openCheckpoint, originIn } from './checkpoint.ts';
import { isConsistent } from './consistency.ts';
import { HASH_BYTES, treeRoot } from './merkle.ts';
import {
  cosignText,
  formatNote,
  formatSignature,
  type Note,
  type NoteSigner,
  type NoteVerifier,
  signaturesBy,
} from './note.ts';

/** The newest checkpoint that a witness has cosigned of one log, with its own signature. */
export interface Witnessed {
  readonly size: number;
  /** 32 bytes, hexadecimal. */
  readonly root: string;
  /** Signed note: the log's signature and the witness's, and no line of anybody else. */
  readonly note: string;
}

export interface WitnessStore {
  /** `null` of a log that was never cosigned. */
  read(origin: string): Promise<Witnessed | null>;
  /** On disk for good when it returns. */
  write(origin: string, witnessed: Witnessed): Promise<void>;
}

export interface WitnessAnswer {
  /** HTTP status. */
  readonly status: 200 | 400 | 403 | 404 | 409 | 422;
  readonly type: 'text/plain; charset=utf-8' | 'text/x.tlog.size';
  readonly body: string;
}

export interface Witness {
  /** Answers `add-checkpoint` (C2SP tlog-witness v1.0.0). */
  addCheckpoint(request: string): Promise<WitnessAnswer>;
  /** The newest cosigned checkpoint of a known log; `null` where there is none. */
  newest(origin: string): Promise<Witnessed | null>;
}

const MAX_PROOF = 63;

/**
 * A witness cosigns checkpoints of logs it knows, each only where it continues the one before.
 * @param logs keys of the logs it knows, by their origin
 * @param seconds now, since 1970
 */
export function createWitness(
  signer: NoteSigner,
  logs: ReadonlyMap<string, NoteVerifier>,
  store: WitnessStore,
  seconds: () => number,
): Witness {
  // What is compared and what is stored must belong together: requests about one log wait for each other.
  const queues = new Map<string, Promise<unknown>>();

  function inTurn<T>(origin: string, run: () => Promise<T>): Promise<T> {
    const turn = (queues.get(origin) ?? Promise.resolve()).then(run, run);
    queues.set(origin, turn);
    return turn;
  }

  return {
    newest: (origin) => (logs.has(origin) ? store.read(origin) : Promise.resolve(null)),

    async addCheckpoint(request) {
      const parsed = parseRequest(request);
      if (typeof parsed === 'string') return answer(400, parsed);
      const origin = originIn(parsed.note);
      const log = logs.get(origin);
      if (log === undefined) return answer(404, `this witness knows no log ${origin}`);
      const signed = openCheckpoint(parsed.note, log);
      if (typeof signed === 'string') return answer(403, signed);
      // Anybody may ask. What strangers added is not handed on: enough of their lines make a note that no reader takes.
      const note = { text: signed.note.text, signatures: signaturesBy(signed.note, log).slice(0, 1) };
      return inTurn(origin, () => cosign({ ...parsed, checkpoint: signed.checkpoint, note }));
    },
  };

  async function cosign(given: Continuation): Promise<WitnessAnswer> {
    const { checkpoint, old, proof, note } = given;
    if (old > checkpoint.size)
      return answer(400, `expected an old size of ${checkpoint.size} at most, found ${old}`);
    const before = await store.read(checkpoint.origin);
    const last = before ?? { size: 0, root: treeRoot([]).toString('hex') };
    if (last.size !== old) return { status: 409, type: 'text/x.tlog.size', body: `${last.size}\n` };
    const isOther = last.size === checkpoint.size && last.root !== checkpoint.root.toString('hex');
    if (isOther) return answer(409, 'this witness has cosigned another tree of the same size');
    const head = { size: last.size, root: Buffer.from(last.root, 'hex') };
    if (!isConsistent(head, checkpoint, proof))
      return answer(
        422,
        'expected a proof that this tree continues the one of the old size, found that it does not',
      );
    const signature = cosignText(signer, note.text, seconds());
    const root = checkpoint.root.toString('hex');
    const cosigned = formatNote({ text: note.text, signatures: [...note.signatures, signature] });
    await store.write(checkpoint.origin, { size: checkpoint.size, root, note: cosigned });
    return { status: 200, type: 'text/plain; charset=utf-8', body: formatSignature(signature) };
  }
}

/** The body of `add-checkpoint`. */
export function formatRequest(request: {
  readonly old: number;
  readonly proof: readonly Uint8Array[];
  readonly note: string;
}): string {
  const { old, proof, note } = request;
  const lines = proof.map((hash) => `${toBase64(hash)}\n`);
  return `old ${old}\n${lines.join('')}\n${note}`;
}

interface Request {
  /** Size of the checkpoint that this one continues. */
  readonly old: number;
  readonly proof: readonly Uint8Array[];
  readonly note: string;
}

/** A request whose checkpoint its log has signed. */
interface Continuation extends Omit<Request, 'note'> {
  readonly checkpoint: Checkpoint;
  /** With the log's own signature alone. */
  readonly note: Note;
}

function parseRequest(text: string): Request | string {
  const end = text.indexOf('\n\n');
  const [first = '', ...lines] = text.slice(0, Math.max(0, end)).split('\n');
  const old = /^old (0|[1-9][0-9]{0,15})$/.exec(first)?.[1];
  if (old === undefined) return 'expected "old" and a size in the first line, found another';
  const proof = lines.flatMap((line) => fromBase64(line) ?? []);
  if (proof.length !== lines.length || proof.some((hash) => hash.length !== HASH_BYTES))
    return 'expected hashes of 32 bytes in base64 up to an empty line, found another line';
  if (proof.length > MAX_PROOF) return `expected ${MAX_PROOF} hashes at most, found ${proof.length}`;
  return { old: Number(old), proof, note: text.slice(end + 2) };
}

function answer(status: WitnessAnswer['status'], body: string): WitnessAnswer {
  return { status, type: 'text/plain; charset=utf-8', body: `${body}\n` };
}
