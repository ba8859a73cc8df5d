import type { buildConnector } from 'undici';
import { connectToOnePlace, type Place } from '../fetch/one-place-connector.ts';

/** A connector to the duty desk that the operator named, and to nothing else. */
export function createDeskConnector({ host, port, network }: Place): buildConnector.connector {
  return connectToOnePlace(
    { host, port, network },
    { what: 'alerts', setting: 'network in config/alerts.yml' },
  );
}
