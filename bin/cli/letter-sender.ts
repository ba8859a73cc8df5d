import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SYSTEM_CLOCK } from '../../queue/runtime/clock.ts';
import type { LetterSender } from '../../queue/telling/index.ts';
import type { OwnConfig } from './demo-config.ts';
import { noticeRegister } from './notice-parts.ts';
import { readPublicConfig } from './public-config.ts';

/**
 * What letters to whoever posted say of the authority: its name and mail from `notices.yml`, where its public pages are and who
 * supervises it from `public.yml`; what neither says is filled in by a person.
 */
export function letterSender(own: OwnConfig): () => Promise<LetterSender> {
  const { configDir } = own.config;
  return async () => {
    const register = await noticeRegister(own);
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
