import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { SignedIn } from '../queue/accounts/index.ts';
import type { DashboardContext } from './context.ts';

/**
 * What every route gets: Node's own request (absent when a test calls `app.request()`), whether a container maps our
 * port to another one, the collaborators, who is signed in, and a reference that ties an answer to its line in the process log.
 */
export interface AppEnvironment {
  Bindings: Partial<HttpBindings> & { isPortMapped?: boolean };
  Variables: { dashboard: DashboardContext; reference: string; signedIn: SignedIn | null };
}

export type AppContext = Context<AppEnvironment>;
