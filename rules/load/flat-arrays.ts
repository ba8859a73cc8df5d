import { DefaultDeserializer, DefaultSerializer } from 'node:v8';

/** So many bytes every array's place can be divided by: numbers of any size can then be read where they lie. */
const ALIGNMENT = 8;

const KINDS = [Int32Array, Uint8Array] as const;
type FlatArray = InstanceType<(typeof KINDS)[number]>;

/** Puts typed arrays behind everything else. Node's own way puts them between, where most must be copied to be read. */
class Writer extends DefaultSerializer {
  readonly arrays: FlatArray[] = [];

  _writeHostObject(array: FlatArray): void {
    const kind = KINDS.findIndex((Kind) => array instanceof Kind);
    if (kind < 0) throw new TypeError(`expected an array of ${KINDS.map(({ name }) => name).join(' or ')}`);
    this.writeUint32(kind);
    this.writeUint32(array.length);
    this.arrays.push(array);
  }
}

class Reader extends DefaultDeserializer {
  readonly #bytes: Buffer<ArrayBuffer>;
  #next: number;

  constructor(body: Buffer, bytes: Buffer<ArrayBuffer>, next: number) {
    super(body);
    this.#bytes = bytes;
    this.#next = next;
  }

  _readHostObject(): FlatArray {
    const Kind = KINDS[this.readUint32()];
    if (Kind === undefined) throw new TypeError('expected a kind of array that is written');
    const { buffer, byteOffset } = this.#bytes;
    const array = new Kind(buffer, byteOffset + this.#next, this.readUint32());
    this.#next = aligned(this.#next + array.byteLength);
    return array;
  }
}

const LENGTH_BYTES = 4;

/** Plain data with typed arrays as parts of a file; the first of them belongs at a place that 8 divides. */
export function serializeFlat(value: unknown): readonly Uint8Array[] {
  const writer = new Writer();
  writer.writeHeader();
  writer.writeValue(value);
  const body = writer.releaseBuffer();
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32LE(body.length);
  const parts: Uint8Array[] = [length, ...padded(body, LENGTH_BYTES)];
  for (const array of writer.arrays)
    parts.push(...padded(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), 0));
  return parts;
}

/** What `serializeFlat` wrote. Its arrays are views of `bytes`, which must begin at a place that 8 divides. */
export function deserializeFlat(bytes: Buffer<ArrayBuffer>): unknown {
  const end = LENGTH_BYTES + bytes.readUInt32LE(0);
  const reader = new Reader(bytes.subarray(LENGTH_BYTES, end), bytes, aligned(end));
  reader.readHeader();
  return reader.readValue();
}

function aligned(length: number): number {
  return Math.ceil(length / ALIGNMENT) * ALIGNMENT;
}

function padded(bytes: Uint8Array, before: number): readonly Uint8Array[] {
  const length = before + bytes.length;
  return [bytes, new Uint8Array(aligned(length) - length)];
}
