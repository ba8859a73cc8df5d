import { Piscina } from 'piscina';
import type { PacksOnText } from '../../dashboard/wire-try.ts';
import type { Assessment } from '../../queue/contracts/index.ts';
import { threadEntry } from '../../queue/runtime/thread-entry.ts';
import type { Probes } from '../../rules/index.ts';
import type { ProbeTask, ReadPacks, RegistryTask, ReplayTask, TellTask } from './rules-thread.ts';

/** Work on whole rule packs that takes seconds: it is done in a thread, so that pages stay quick. */
export interface RulesWork {
  replay(task: ReplayTask): Promise<Assessment | 'unreadable'>;
  registry(task: RegistryTask): Promise<ReadPacks>;
  probe(task: ProbeTask): Promise<(Probes & { readonly digest: string }) | null>;
  tell(task: TellTask): Promise<PacksOnText>;
  close(): Promise<void>;
}

/** So long a thread is kept that nobody uses, ms: compiled packs take a hundred megabytes. */
const IDLE_MS = 60_000;

export function createRulesWork(): RulesWork {
  let pool: Piscina | undefined;
  const run = async <Answer>(name: string, task: unknown): Promise<Answer> => {
    pool ??= new Piscina({
      filename: threadEntry(import.meta.url, 'rules-thread'),
      minThreads: 0,
      maxThreads: 1,
      idleTimeout: IDLE_MS,
    });
    return pool.run(task, { name });
  };
  return {
    replay: (task) => run('replay', task),
    probe: (task) => run('probe', task),
    registry: (task) => run('registry', task),
    tell: (task) => run('tell', task),
    close: async () => pool?.close(),
  };
}
