import type { Clock } from '../../queue/runtime/clock.ts';

/** Bodies with pictures that are read at once, some 30 MiB of memory each while they are sealed. */
const LARGE_AT_ONCE = 4;
/** Who has sent for so long can be told slow, and loses the place to somebody else below so much a second: an onion service has some tens of KiB. */
const MEASURED_MS = 15_000;
const SLOW_PER_SECOND = 8 * 1024;

/** A body whose place went to somebody else. */
export class SlowBody extends Error {
  constructor() {
    super('expected 8 KiB of the body a second while others wait, found fewer');
    this.name = 'SlowBody';
  }
}

interface Place {
  readonly sinceMs: number;
  bytes: number;
  /** Ends the reading; what was read so far is forgotten. */
  end(fault: SlowBody): void;
}

/**
 * The few places for large bodies. Whoever sends nothing, or a byte now and then, keeps one at no cost for as long as a request may
 * last, so where all are taken the slowest of those who are that slow gives way.
 * @returns runs what reads a large body, given that body as it may be read; or `undefined` at once where there is no place
 */
export function largeBodies(
  clock: Clock,
): <T>(
  body: ReadableStream<Uint8Array> | null,
  run: (body: ReadableStream<Uint8Array> | null) => Promise<T>,
) => Promise<T> | undefined {
  const places = new Set<Place>();
  const rateOf = ({ bytes, sinceMs }: Place) => bytes / ((clock.now() - sinceMs) / 1000);
  const giveWay = (): boolean => {
    const slow = [...places]
      .filter((place) => clock.now() - place.sinceMs >= MEASURED_MS && rateOf(place) < SLOW_PER_SECOND)
      .sort((one, other) => rateOf(one) - rateOf(other))[0];
    if (slow === undefined) return false;
    places.delete(slow);
    slow.end(new SlowBody());
    return true;
  };
  return (body, run) => {
    if (places.size >= LARGE_AT_ONCE && !giveWay()) return undefined;
    const place: Place = { sinceMs: clock.now(), bytes: 0, end: () => undefined };
    places.add(place);
    return run(body === null ? null : countedInto(place, body)).finally(() => places.delete(place));
  };
}

function countedInto(place: Place, body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream({
    start(controller) {
      place.end = (fault) => {
        controller.error(fault);
        void reader.cancel().catch(() => undefined);
      };
    },
    async pull(controller) {
      const { done, value } = await reader.read();
      if (done) controller.close();
      else {
        place.bytes += value.byteLength;
        controller.enqueue(value);
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
