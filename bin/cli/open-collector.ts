import { SYSTEM_CLOCK } from '../../queue/runtime/clock.ts';
import type { Config } from '../../queue/runtime/config.ts';
import type { Logger } from '../../queue/runtime/logger.ts';
import { hostTurns } from '../../queue/storage/index.ts';
import { type Collector, type CollectorOptions, createCollector } from '../../workers/sources/index.ts';
import type { Records } from './records.ts';

/** On what grounds a process may fetch. */
export type Grounds = Pick<CollectorOptions, 'assessments' | 'loopbackPorts'>;

/** The collector of a process, which takes its turns at each host with every other one on these records. Who opens it closes it. */
export function openCollector(
  { chromiumPath, collectorContact: contact }: Pick<Config, 'chromiumPath' | 'collectorContact'>,
  { database }: Records,
  logger: Logger,
  grounds: Grounds,
): Collector {
  const turns = hostTurns(database.db);
  return createCollector({ clock: SYSTEM_CLOCK, logger, turns, chromiumPath, contact, ...grounds });
}
