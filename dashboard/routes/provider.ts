import type { Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { z } from 'zod';
import { AppError } from '../../queue/runtime/errors.ts';
import { fewSignIns } from '../auth/few-sign-ins.ts';
import { type IdentityProvider, PROVIDER_MINUTES, type ProviderMemory } from '../auth/identity-provider.ts';
import { flowOver } from '../auth/provider-faults.ts';
import { startSession } from '../auth/session-cookie.ts';
import type { AppContext, AppEnvironment } from '../environment.ts';
import { Nothing, readBody } from '../read-input.ts';
import { originOf } from '../request-guard.ts';
import type { ProviderView } from '../wire.ts';

const Return = z.strictObject({ query: z.string().startsWith('?').max(8192) });

/** Holds the flow to the browser that began it; what it leads to is sealed in the records. */
const FLOW_COOKIE = 'vigie-provider';
const CEREMONY = 'provider';

/**
 * Signing in at the identity provider. The provider sends the browser back to a page of ours, which holds nothing; its own
 * script hands the query over. So the session begins with a request of this site, no `GET` changes anything, and both
 * cookies are `SameSite=Strict`.
 */
export function providerRoutes(app: Hono<AppEnvironment>): void {
  const few = fewSignIns();

  app.post('/api/sign-in/provider', async (context) => {
    await readBody(context, Nothing);
    const { accounts } = context.get('dashboard');
    const provider = providerOf(context);
    const { address, flow } = await few(async () => {
      const begun = await provider.begin(`${originOf(context)}/sign-in/return`);
      const kept = await accounts.keep(CEREMONY, JSON.stringify(begun.memory), PROVIDER_MINUTES);
      return { address: begun.address, flow: kept };
    });
    setCookie(context, FLOW_COOKIE, flow, {
      prefix: 'host',
      path: '/',
      secure: true,
      httpOnly: true,
      sameSite: 'Strict',
      maxAge: PROVIDER_MINUTES * 60,
    });
    return context.json({ address } satisfies ProviderView);
  });

  app.post('/api/sign-in/provider/return', async (context) => {
    const { query } = await readBody(context, Return);
    const { accounts, logger } = context.get('dashboard');
    const provider = providerOf(context);
    try {
      const session = await few(async () =>
        accounts.signInWithProvider(await provider.finish(query, await takeFlow(context))),
      );
      await startSession(context, session);
    } catch (error) {
      const { code = 'internal', details = {} } = error instanceof AppError ? error : {};
      logger.warn({ account: null, way: 'provider', code, reason: details.reason }, 'sign-in refused');
      throw error;
    }
    return context.body(null, 204);
  });
}

/** @throws AppError `input.invalid` where people sign in here only */
export function providerOf(context: AppContext): IdentityProvider {
  const { identityProvider } = context.get('dashboard');
  if (identityProvider !== undefined) return identityProvider;
  throw new AppError(
    'input.invalid',
    'Expected an identity provider; this installation names none (VIGIE_OIDC_ISSUER).',
  );
}

/** What this browser's flow waits for, once. @throws AppError `sign-in.over` */
async function takeFlow(context: AppContext): Promise<ProviderMemory> {
  const flow = getCookie(context, FLOW_COOKIE, 'host');
  deleteCookie(context, FLOW_COOKIE, { prefix: 'host', path: '/', secure: true });
  const kept =
    flow === undefined ? undefined : await context.get('dashboard').accounts.recall(CEREMONY, flow, true);
  if (kept === undefined) throw flowOver();
  return JSON.parse(kept) as ProviderMemory;
}
