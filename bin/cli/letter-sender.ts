import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SYSTEM_CLOCK } from '../../queue/runtime/clock.ts';
import type { Config } from '../../queue/runtime/config.ts';
import type { LetterSender } from '../../queue/telling/index.ts';
import { DEMO_REGISTER } from '../../workers/demo/demo-register.ts';
import { readNoticeRegister } from '../../workers/notices/register.ts';
import { readPublicConfig } from './public-config.ts';

/**
 * What letters to whoever posted say of the authority: its name and mail from `notices.yml`, where its public pages are and who
 * supervises it from `public.yml`; what neither says is filled in by a person.
 */
export function letterSender({ configDir }: Config, isDemo: boolean): () => Promise<LetterSender> {
  return async () => {
    const register = (await readNoticeRegister(configDir)) ?? (isDemo ? DEMO_REGISTER : null);
    // Its contacts are no matter of letters, so they are not held to what the public pages are.
    const pages = existsSync(join(configDir, 'public.yml'))
      ? await readPublicConfig(configDir, false, SYSTEM_CLOCK.now())
      : null;
    return {
      authority: register?.authority.name ?? pages?.authority ?? null,
      email: register?.authority.email ?? null,
      publicAddress: pages?.address?.replace(/\/+$/, '') ?? null,
      supervision: pages?.supervision ?? null,
    };
  };
}
