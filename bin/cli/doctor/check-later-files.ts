import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SYSTEM_CLOCK } from '../../../queue/runtime/clock.ts';
import type { Config } from '../../../queue/runtime/config.ts';
import { readRecipients } from '../../../workers/bundle/recipients.ts';
import { readNoticeRegister } from '../../../workers/notices/register.ts';
import { readEvaluationPlan } from '../evaluation-plan.ts';
import { readPublicConfig } from '../public-config.ts';
import { readRegister } from '../rules/read-register.ts';
import { attempt, type Finding, ok } from './check.ts';

/** Files that are read when somebody needs them, which may be months after they were written, and what does not go on then. */
const LATER: readonly {
  readonly name: string;
  readonly stops: string;
  read(configDir: string): Promise<unknown>;
}[] = [
  { name: 'evaluation.yml', stops: 'no month can be fixed', read: readEvaluationPlan },
  { name: 'recipients.yml', stops: 'no evidence can be handed over', read: readRecipients },
  { name: 'notices.yml', stops: 'no notice can be drafted', read: readNoticeRegister },
  {
    name: 'public.yml',
    stops: 'the public pages do not start',
    // Whether its contacts are real, the pages ask themselves; not every unit has them.
    read: (configDir) => readPublicConfig(configDir, false, SYSTEM_CLOCK.now()),
  },
  { name: 'register.yml', stops: 'the rules cannot be published', read: readRegister },
];

/** Whether what is there of such files can be read. None of them has to be there. */
export async function checkLaterFiles({ configDir }: Pick<Config, 'configDir'>): Promise<Finding[]> {
  const there = LATER.filter(({ name }) => existsSync(join(configDir, name)));
  const findings = await Promise.all(
    there.map(({ name, stops, read }) =>
      attempt('configuration', `mend config/${name}; until then ${stops}`, async () => {
        await read(configDir);
        return [ok('configuration', `${name} can be read`)];
      }),
    ),
  );
  return findings.flat();
}
