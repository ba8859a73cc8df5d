import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import type { LookupFunction, Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { buildConnector } from 'undici';
import type { SourceReason } from '../../queue/contracts/index.ts';
import { classifyAddress, isDialable, isSameAddress, literalAddress, portOf } from './address.ts';
import { refused, unreachable } from './source-faults.ts';

export type ResolveHost = (hostname: string) => Promise<LookupAddress[]>;

/** Every answer is judged; only so many are dialled, or a name with a thousand would be dialled for minutes. */
const MAX_DIALLED_ANSWERS = 8;

export interface ConnectorOptions {
  /** Ports on loopback that this very process opened, read at every dial; every other port there is refused. */
  readonly loopbackPorts: ReadonlySet<number>;
  /** Milliseconds until an unanswered dial or TLS handshake is given up. */
  readonly timeoutMs: number;
  /** Where names are resolved; tests inject hostile answers. */
  readonly resolve?: ResolveHost | undefined;
  /** This machine's own addresses, which are refused though they may be public. @defaultValue those of its interfaces */
  readonly ownAddresses?: (() => readonly string[]) | undefined;
}

/**
 * An undici connector that opens sockets to public unicast addresses only. It judges the address three times: a literal
 * host, every DNS answer (one bad answer among good ones is an attack, not a fallback), and the connected socket's peer.
 * No TLS session is kept: a resumed session would tell a host that we are the one from before.
 */
export function createGuardedConnector(options: ConnectorOptions): buildConnector.connector {
  return connectWith(createJudge(options), options);
}

/** The same for any judgment of addresses: a connector asks nobody else where it may go. */
export function connectWith(
  judge: Judge,
  options: Pick<ConnectorOptions, 'timeoutMs' | 'resolve'>,
): buildConnector.connector {
  const resolve = options.resolve ?? ((hostname) => lookup(hostname, { all: true, verbatim: true }));
  return function connectGuarded(target, callback) {
    const { hostname } = target;
    const port = portOf(target);
    const literal = literalAddress(hostname);
    const fault = literal === undefined ? undefined : judge(hostname, literal, port, 'address-literal');
    if (fault !== undefined) {
      callback(fault, null);
      return;
    }
    const connect = buildConnector({
      timeout: options.timeoutMs,
      maxCachedSessions: 0,
      lookup: createGuardedLookup(resolve, (host, address) => judge(host, address, port, 'address-dns')),
    });
    connect(target, (...[error, socket]) => {
      if (error !== null) {
        callback(error, null);
        return;
      }
      const wrongPeer = peerFault(socket, hostname, port, judge);
      if (wrongPeer === undefined) callback(null, socket);
      else callback(wrongPeer, null);
    });
  };
}

/** Why a socket to this address may not be opened or kept; `undefined` when it may. */
export type Judge = (host: string, address: string, port: number, reason: SourceReason) => Error | undefined;

export function createJudge(options: Pick<ConnectorOptions, 'loopbackPorts' | 'ownAddresses'>): Judge {
  const ownAddresses = options.ownAddresses ?? interfaceAddresses;
  return function judge(host, address, port, reason) {
    const isOwn = (): boolean => ownAddresses().some((own) => isSameAddress(own, address));
    const isFine = isDialable(address, port, options.loopbackPorts);
    if (isFine && (classifyAddress(address) !== 'public' || !isOwn())) return undefined;
    const range = isFine ? 'own' : classifyAddress(address);
    return refused(
      `expected a public internet address for ${host}, found one in the range "${range}"; ` +
        'Vigie never connects to internal addresses',
      { reason, host },
    );
  };
}

/** Ends a socket whose other end is not where it may be, whatever the name had said. */
export function peerFault(socket: Socket, host: string, port: number, judge: Judge): Error | undefined {
  const peer = socket.remoteAddress;
  const fault =
    peer === undefined
      ? unreachable(`the connection to ${host} ended at once`, { reason: 'network', host })
      : judge(host, peer, port, 'address-peer');
  if (fault !== undefined) socket.destroy();
  return fault;
}

function createGuardedLookup(
  resolve: ResolveHost,
  judge: (host: string, address: string) => Error | undefined,
): LookupFunction {
  return function lookupGuarded(hostname, lookupOptions, callback) {
    resolve(hostname).then(
      (given) => {
        // Copied before they are judged: what is dialled is what was judged.
        const answers = given.map(({ address, family }) => ({ address, family }));
        const first = answers[0];
        const fault = answers.map(({ address }) => judge(hostname, address)).find((one) => one !== undefined);
        if (fault !== undefined) callback(fault, '', 0);
        else if (first === undefined) callback(noAnswer(hostname), '', 0);
        else if (lookupOptions.all === true) callback(null, answers.slice(0, MAX_DIALLED_ANSWERS));
        else callback(null, first.address, first.family);
      },
      (error: unknown) => callback(error instanceof Error ? error : noAnswer(hostname), '', 0),
    );
  };
}

function interfaceAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map(({ address }) => address));
}

function noAnswer(host: string): Error {
  return unreachable(`expected an address for ${host}, found none`, { reason: 'dns', host });
}
