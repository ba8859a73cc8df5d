import { describe, expect, it } from 'vitest';
import { deserializeFlat, serializeFlat } from '../../../rules/load/flat-arrays.ts';
import { fc } from '../../support/properties.ts';

/** As a file is read: into memory of its own. */
function inItsOwnMemory(bytes: Uint8Array): Buffer<ArrayBuffer> {
  const file = Buffer.from(new ArrayBuffer(bytes.length));
  file.set(bytes);
  return file;
}

function writtenAndRead(value: unknown): unknown {
  return deserializeFlat(inItsOwnMemory(Buffer.concat(serializeFlat(value))));
}

const anyArray = fc.oneof(
  fc.int32Array({ maxLength: 9 }).map((numbers) => Int32Array.from(numbers)),
  fc.uint8Array({ maxLength: 9 }).map((numbers) => Uint8Array.from(numbers)),
);

describe('plain data with typed arrays', () => {
  it('comes back as it was, whatever the lengths', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.array(anyArray), (text, arrays) => {
        const value = { text, first: arrays[0] ?? null, list: arrays, map: new Map([[text, new Set([1])]]) };
        expect(writtenAndRead(value)).toEqual(value);
      }),
    );
  });

  it('has its arrays read where they lie', () => {
    const { a, b } = writtenAndRead({ a: Uint8Array.of(1), b: Int32Array.of(2, 3) }) as {
      a: Uint8Array;
      b: Int32Array;
    };
    expect(a.buffer).toBe(b.buffer);
  });

  it('is refused with arrays of a kind that nothing here has', () => {
    expect(() => serializeFlat({ a: Float64Array.of(1) })).toThrow(
      'expected an array of Int32Array or Uint8Array',
    );
  });

  it('is refused when cut off', () => {
    const bytes = Buffer.concat(serializeFlat({ a: Int32Array.of(1, 2, 3, 4) }));
    expect(() => deserializeFlat(inItsOwnMemory(bytes.subarray(0, bytes.length - 8)))).toThrow();
  });
});
