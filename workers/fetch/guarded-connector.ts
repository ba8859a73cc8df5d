import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { classifyAddress, isDialable, literalAddress } from './address.ts';
import { refused, unreachable } from './source-faults.ts';

export type ResolveHost = (hostname: string) => Promise<LookupAddress[]>;

export interface ConnectorOptions {
  readonly allowLoopback: boolean;
  /** Milliseconds until an unanswered dial is given up. */
  readonly timeoutMs: number;
  /** Where names are resolved; tests inject hostile answers. */
  readonly resolve?: ResolveHost;
}

/**
 * An undici connector that opens sockets to public unicast addresses only. It judges the address three times: a literal
 * host, every DNS answer (one bad answer among good ones is an attack, not a fallback), and the connected socket's peer.
 */
export function createGuardedConnector(options: ConnectorOptions): buildConnector.connector {
  const resolve = options.resolve ?? ((hostname) => lookup(hostname, { all: true, verbatim: true }));
  const connect = buildConnector({
    timeout: options.timeoutMs,
    lookup: createGuardedLookup(resolve, options.allowLoopback),
  });
  return function connectGuarded(target, callback) {
    const literal = literalAddress(target.hostname);
    if (literal !== undefined && !isDialable(literal, options.allowLoopback)) {
      callback(refusedAddress(target.hostname, literal, 'address-literal'), null);
      return;
    }
    connect(target, (...[error, socket]) => {
      if (error !== null) {
        callback(error, null);
        return;
      }
      const peer = socket.remoteAddress ?? '';
      if (!isDialable(peer, options.allowLoopback)) {
        socket.destroy();
        callback(refusedAddress(target.hostname, peer, 'address-peer'), null);
        return;
      }
      callback(null, socket);
    });
  };
}

function createGuardedLookup(resolve: ResolveHost, allowLoopback: boolean): LookupFunction {
  return function lookupGuarded(hostname, lookupOptions, callback) {
    resolve(hostname).then(
      (answers) => {
        const bad = answers.find((answer) => !isDialable(answer.address, allowLoopback));
        const first = answers[0];
        if (bad !== undefined) callback(refusedAddress(hostname, bad.address, 'address-dns'), '', 0);
        else if (first === undefined) callback(noAnswer(hostname), '', 0);
        else if (lookupOptions.all === true) callback(null, answers);
        else callback(null, first.address, first.family);
      },
      (error: unknown) => callback(error instanceof Error ? error : noAnswer(hostname), '', 0),
    );
  };
}

function refusedAddress(host: string, address: string, reason: string): Error {
  return refused(
    `expected a public internet address for ${host}, found one in the range "${classifyAddress(address)}"; ` +
      'Vigie never connects to internal addresses',
    { reason, host },
  );
}

function noAnswer(host: string): Error {
  return unreachable(`expected an address for ${host}, found none`, { reason: 'dns', host });
}
