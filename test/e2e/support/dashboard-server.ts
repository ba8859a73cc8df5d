import { fileURLToPath } from 'node:url';
import { createApp } from '../../../dashboard/app.ts';
import { serveDashboard } from '../../../dashboard/serve.ts';
import { SYSTEM_CLOCK } from '../../../queue/runtime/clock.ts';
import { type ContextOverrides, demoContext, EVERYBODY } from '../../unit/dashboard/support/demo-context.ts';

/** The interface as it is built; the set-up of the suite builds it anew where it is older than its sources. */
export const WEB = fileURLToPath(new URL('../../../dist/web', import.meta.url));

/** The dashboard on a desk of its own and a free port. */
export async function startDashboard(overrides: ContextOverrides = {}) {
  const context = demoContext({ webDir: WEB, clock: SYSTEM_CLOCK, ...overrides });
  // The records are opened by the first question; a page under test is not to wait for that.
  await context.desk.rest(EVERYBODY);
  return serveDashboard(createApp(context), { host: '127.0.0.1', port: 0 });
}
