import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { createApp } from '../../../dashboard/app.ts';
import type { DashboardContext } from '../../../dashboard/context.ts';
import { serveDashboard } from '../../../dashboard/serve.ts';
import { SYSTEM_CLOCK } from '../../../queue/runtime/clock.ts';
import { demoContext } from '../../unit/dashboard/support/demo-context.ts';
import type { SeedItem } from '../../unit/dashboard/support/memory-desk.ts';

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

/** The dashboard on the in-memory desk and a free port. */
export async function startDashboard(
  web: BuiltWeb,
  overrides: Partial<DashboardContext> & { items?: readonly SeedItem[] } = {},
) {
  const context = demoContext({ webDir: web.folder, clock: SYSTEM_CLOCK, ...overrides });
  return serveDashboard(createApp(context), { host: '127.0.0.1', port: 0 });
}
