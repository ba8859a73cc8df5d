import type { Hono } from 'hono';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import { type LaneStates, may, type Role } from '../../queue/contracts/index.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import { personOf } from '../auth/guard-routes.ts';
import { tokenOf } from '../auth/session-cookie.ts';
import type { AppContext, AppEnvironment } from '../environment.ts';
import type { LiveLanes } from '../wire.ts';

/** A page whose stream broke comes back after this time, ms. */
const RETRY_MS = 3000;
/** So long somebody has to hear that the stream is over before it ends without their having read it, ms. */
const OVER_MS = 1000;
const HEADERS = { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' };

/**
 * `/api/live`: server-sent events that say how the lanes of the asking person stand, by counts and times; never what is
 * in them. The stream ends with the session, or with the roles that opened it.
 */
export function liveRoutes(app: Hono<AppEnvironment>): void {
  app.get('/api/live', (context) => {
    // Nobody would read the stream, and it would stay open for good.
    if (context.req.method === 'HEAD') return context.body(null, 200, HEADERS);
    const { live } = context.get('dashboard');
    let end: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    const writer = lanesWriter();
    const leave = live.join({
      personId: personOf(context).id,
      onChange: (states) => writer.show(states),
      // Records that do not answer end the stream; the page comes back.
      onCheck: () => void checkAgain(context, writer, end).catch(end),
      onEnd: end,
    });
    if (leave === null)
      throw new AppError(
        'request.too-many',
        'Expected fewer open pages with live updates, found as many as there may be. Close some.',
      );
    writer.allow(personOf(context).roles);
    const response = streamSSE(context, async (stream) => {
      stream.onAbort(end);
      writer.open(stream);
      await ended;
      leave();
    });
    response.headers.set('Cache-Control', HEADERS['Cache-Control']);
    return response;
  });
}

/** Asks whose session it is by now, without counting that as use: an open page keeps nobody signed in. */
async function checkAgain(
  context: AppContext,
  writer: ReturnType<typeof lanesWriter>,
  end: () => void,
): Promise<void> {
  const person = await context.get('dashboard').whoIs(tokenOf(context), { isUse: false });
  if (person !== null && lanesOf(person.roles).length > 0) {
    writer.allow(person.roles);
    return writer.touch();
  }
  await writer.sayOver(OVER_MS);
  end();
}

function lanesOf(roles: readonly Role[]): ('review' | 'protect')[] {
  return (['review', 'protect'] as const).filter((lane) => may(roles, 'items.read', lane));
}

/** Writes how the lanes stand, one event after the other; what a slow reader missed is left out. */
function lanesWriter() {
  let stream: SSEStreamingApi | undefined;
  let states: LaneStates | undefined;
  let roles: readonly Role[] = [];
  let last = '';
  let isBusy = false;

  async function flush(): Promise<void> {
    if (stream === undefined || states === undefined || isBusy) return;
    const lanes: LiveLanes = Object.fromEntries(lanesOf(roles).map((lane) => [lane, states?.[lane]]));
    const data = JSON.stringify(lanes);
    if (data === last) return;
    last = data;
    await write(stream.writeSSE({ event: 'lanes', data, retry: RETRY_MS }));
  }

  /** What is written to somebody who does not read is never done: nothing else is put behind it. */
  async function write(written: Promise<unknown>): Promise<void> {
    isBusy = true;
    await written;
    isBusy = false;
    await flush();
  }

  return {
    open(opened: SSEStreamingApi): void {
      stream = opened;
      void flush();
    },
    show(next: LaneStates): void {
      states = next;
      void flush();
    },
    /** What the person may see of them. */
    allow(next: readonly Role[]): void {
      roles = next;
      void flush();
    },
    /** Says that it is there: the page, and proxies on the way, find dead connections by it. */
    async touch(): Promise<void> {
      if (stream !== undefined && !isBusy) await write(stream.writeSSE({ event: 'here', data: '' }));
    },
    /** Waits until that was read, or for `patienceMs`, after which the stream is broken off. */
    async sayOver(patienceMs: number): Promise<void> {
      const timer = setTimeout(() => stream?.abort(), patienceMs);
      await stream?.writeSSE({ event: 'over', data: '' });
      clearTimeout(timer);
    },
  };
}
