import type { Source } from '../../queue/contracts/index.ts';
import { type Clock, SYSTEM_CLOCK } from '../../queue/runtime/clock.ts';
import { SILENT_LOGGER } from '../../queue/runtime/logger.ts';
import type { CollectContext } from '../../workers/handlers/collect.ts';
import type { Collector } from '../../workers/sources/index.ts';
import type { Column } from './columns.ts';
import { TEST_POLICY } from './policy.ts';
import { testVault } from './vault.ts';

const VAULT = testVault();

/** What collecting handlers work with, on a column's records. */
export function collectContext(
  column: Column,
  collector: Collector,
  sources: readonly Source[] = [],
  more: { clock?: Clock; stopping?: AbortSignal } = {},
): CollectContext {
  return {
    db: column.database.db,
    vault: VAULT,
    policy: TEST_POLICY,
    clock: more.clock ?? SYSTEM_CLOCK,
    logger: SILENT_LOGGER,
    collector,
    sources: new Map(sources.map((source) => [source.id, source])),
    stopping: more.stopping ?? new AbortController().signal,
    nudge() {},
  };
}
