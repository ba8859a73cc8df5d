import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { createApp } from '../../../dashboard/app.ts';
import { serveDashboard } from '../../../dashboard/serve.ts';
import { SYSTEM_CLOCK } from '../../../queue/runtime/clock.ts';
import { type ContextOverrides, demoContext, EVERYBODY } from '../../unit/dashboard/support/demo-context.ts';

const CONFIG = fileURLToPath(new URL('../../../dashboard/web/vite.config.ts', import.meta.url));

export interface BuiltWeb {
  readonly folder: string;
  remove(): void;
}

/** Builds the interface into a folder of its own, so that tests never depend on what was built before. */
export async function buildWeb(): Promise<BuiltWeb> {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-web-'));
  await build({ configFile: CONFIG, build: { outDir: folder } });
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The dashboard on a desk of its own and a free port. */
export async function startDashboard(web: BuiltWeb, overrides: ContextOverrides = {}) {
  const context = demoContext({ webDir: web.folder, clock: SYSTEM_CLOCK, ...overrides });
  // The records are opened by the first question; a page under test is not to wait for that.
  await context.desk.rest(EVERYBODY);
  return serveDashboard(createApp(context), { host: '127.0.0.1', port: 0 });
}
