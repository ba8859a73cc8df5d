import { existsSync } from 'node:fs';
import type { ClockState } from '../../queue/contracts/index.ts';
import type { Exchange } from '../fetch/exchange.ts';

/** There while systemd's time service has a server's time (systemd-timesyncd.service(8)). */
const SYNCHRONISED = '/run/systemd/timesync/synchronized';
/** Other services say it only to a command of theirs. */
const OTHERS = [
  ['/run/chrony/chronyd.pid', 'chronyd'],
  ['/run/ntpd.pid', 'ntpd'],
] as const;

/**
 * What is known of this host's clock at the moment of a capture.
 * @param recordsMs the clock of the records, read at `nowMs`; `null` where it was not
 */
export function clockState(
  nowMs: number,
  recordsMs: number | null,
  exchanges: readonly Exchange[],
): ClockState {
  return {
    ...synchronisation(),
    recordsDifferenceMs: recordsMs === null ? null : Math.round(nowMs - recordsMs),
    serverDifferenceMs: serverDifference(exchanges),
  };
}

function synchronisation(): Pick<ClockState, 'synchronised' | 'source'> {
  if (existsSync(SYNCHRONISED))
    return { synchronised: 'yes', source: `systemd-timesyncd, by ${SYNCHRONISED}` };
  const other = OTHERS.find(([path]) => existsSync(path));
  const source =
    other === undefined
      ? 'no time service of this host can be asked; in a container that is the host’s matter'
      : `${other[1]} runs; whether it is in step only its own command tells`;
  return { synchronised: 'unknown', source };
}

/** Whole seconds: `Date` has no more (RFC 9110 section 6.6.1). */
function serverDifference(exchanges: readonly Exchange[]): number | null {
  for (const { headers, atMs } of exchanges) {
    const date = headers.find(([name]) => name.toLowerCase() === 'date')?.[1];
    const serverMs = date === undefined ? Number.NaN : Date.parse(date);
    if (!Number.isNaN(serverMs)) return Math.round(atMs - serverMs);
  }
  return null;
}
