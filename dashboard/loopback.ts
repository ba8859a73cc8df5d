const LOOPBACK_NAMES = ['127.0.0.1', '[::1]', 'localhost'];

/** Whether `host` may be listened on: nothing but this machine can reach it. */
export function isLoopbackAddress(host: string): boolean {
  return host === '127.0.0.1' || host === '::1' || host === 'localhost';
}

/** Whether `host` means every address of this machine: right only inside a container. */
export function isEveryAddress(host: string): boolean {
  return host === '0.0.0.0' || host === '::';
}

/**
 * Whether a `Host` header names this machine and the port we listen on.
 * @param port where the request arrived; `undefined` where that says nothing (a test, a mapped port of a container),
 * then any port is taken.
 */
export function isLoopbackHost(header: string, port: number | undefined): boolean {
  const match = /^(\[[0-9a-f:.]+\]|[^:[\]]+)(?::(\d{1,5}))?$/.exec(header);
  const name = match?.[1];
  if (name === undefined || !LOOPBACK_NAMES.includes(name)) return false;
  return port === undefined || Number(match?.[2] ?? 80) === port;
}
