import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import type { Hono } from 'hono';
import { AppError } from '../queue/runtime/errors.ts';
import type { AppEnvironment } from './environment.ts';
import { isEveryAddress, isLoopbackAddress } from './loopback.ts';

/** A reviewer's open page must not keep the process from ending. */
const CLOSE_GRACE_MS = 2000;
/**
 * Longer than proxies keep an idle connection (60 s by default): else they send on one that ends at that moment, and somebody
 * reads "bad gateway".
 */
const KEEP_ALIVE_MS = 65_000;

export interface ServeOptions {
  readonly host: string;
  readonly port: number;
  /** Lets it listen on every address inside a container whose port is published to the host's loopback only. */
  readonly isBehindContainer?: boolean | undefined;
}

export interface RunningDashboard {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Listens on a loopback address. Port 0 takes a free one.
 * @throws AppError `config.invalid` for any other host: on a network nobody would keep sign-in and posts from being read on the way.
 * @throws AppError `port.in-use` when another process has the port.
 */
export async function serveDashboard(
  app: Hono<AppEnvironment>,
  options: ServeOptions,
): Promise<RunningDashboard> {
  const { host, port, isBehindContainer = false } = options;
  const isOpen = isBehindContainer && isEveryAddress(host);
  if (!isLoopbackAddress(host) && !isOpen) {
    throw new AppError(
      'config.invalid',
      `Expected a loopback host for the dashboard (127.0.0.1, ::1 or localhost), found "${host}". On a network it is shown by a proxy on this host that ends TLS; VIGIE_ORIGIN names its address.`,
      { host },
    );
  }
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new AppError(
      'config.invalid',
      `Expected a port from 0 to 65535 for the dashboard, found ${port}.`,
      { port },
    );
  }
  return listenWith(
    (request, bindings) => app.fetch(request, { ...bindings, isPortMapped: isBehindContainer }),
    host,
    port,
  );
}

/** So long a whole request may take, milliseconds. */
const REQUEST_MS = 30_000;

/**
 * Listens with the limits that every server of this room has.
 * @param requestMs so long a whole request may take, milliseconds; more than usual where pictures come over slow lines
 * @throws AppError `port.in-use`, `config.invalid`
 */
export async function listenWith(
  fetch: (request: Request, bindings: HttpBindings) => Response | Promise<Response>,
  host: string,
  port: number,
  requestMs = REQUEST_MS,
): Promise<RunningDashboard> {
  const server = createAdaptorServer({
    fetch: fetch as Parameters<typeof createAdaptorServer>[0]['fetch'],
    hostname: host,
    serverOptions: {
      requestTimeout: requestMs,
      headersTimeout: 10_000,
      keepAliveTimeout: KEEP_ALIVE_MS,
      maxHeaderSize: 16_384,
    },
  }) as Server;
  await listen(server, host, port);
  const address = server.address() as AddressInfo;
  const name = address.family === 'IPv6' ? '[::1]' : '127.0.0.1';
  return { url: `http://${name}:${address.port}`, close: () => close(server) };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, host, port)));
    server.listen(port, host, resolve);
  });
}

function listenError(cause: NodeJS.ErrnoException, host: string, port: number): AppError {
  if (cause.code === 'EADDRINUSE') {
    return new AppError(
      'port.in-use',
      `Port ${port} on ${host} is in use by another process. Stop that process, or choose another port with --port (--port 0 takes a free one).`,
      { host, port },
      { cause },
    );
  }
  return new AppError(
    'config.invalid',
    `Could not listen on ${host} port ${port} (${cause.code ?? 'unknown'}). Choose another port with --port.`,
    { host, port },
    { cause },
  );
}

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS);
  await closed;
  clearTimeout(timer);
}
