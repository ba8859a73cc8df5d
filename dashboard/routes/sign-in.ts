import type { Hono } from 'hono';
import { z } from 'zod';
import { refused } from '../../queue/accounts/index.ts';
import { fewSignIns } from '../auth/few-sign-ins.ts';
import { isPassword } from '../auth/passwords.ts';
import { endSession, startSession } from '../auth/session-cookie.ts';
import { asRecoveryCode, stepOfCode } from '../auth/totp.ts';
import type { AppContext, AppEnvironment } from '../environment.ts';
import { Nothing, readBody } from '../read-input.ts';
import type { SignInOptions } from '../wire.ts';

const PasswordSignIn = z.strictObject({
  name: z.string().min(1).max(100),
  password: z.string().min(1).max(1000),
  code: z.string().min(1).max(40),
});
const DemoSignIn = z.strictObject({ id: z.string().max(100) });
/** `/api/sign-in`: how one can sign in here, and doing so; `/api/sign-out`. */
export function signInRoutes(app: Hono<AppEnvironment>): void {
  const few = fewSignIns();

  app.get('/api/sign-in', async (context) => {
    const { accounts, isDemo, identityProvider } = context.get('dashboard');
    const people = isDemo ? await accounts.demoPeople() : [];
    const options: SignInOptions = {
      isSetUp: await accounts.exist(),
      isDemo,
      provider: identityProvider?.name ?? null,
      demoPeople: people.map(({ id, name, roles }) => ({ id, name, roles })),
    };
    return context.json(options);
  });

  app.post('/api/sign-in/password', async (context) => {
    const given = await readBody(context, PasswordSignIn);
    // Before the attempt is counted: whoever is refused for the number of others has guessed nothing.
    await few(() => signInWithPassword(context, given));
    return context.body(null, 204);
  });

  app.post('/api/sign-in/demo', async (context) => {
    const { id } = await readBody(context, DemoSignIn);
    const { accounts, isDemo } = context.get('dashboard');
    if (!isDemo) throw refused();
    await startSession(context, await accounts.signInToDemo(id));
    return context.body(null, 204);
  });

  app.post('/api/sign-out', async (context) => {
    await readBody(context, Nothing);
    await endSession(context);
    context.header('Clear-Site-Data', '"cache"');
    return context.body(null, 204);
  });
}

async function signInWithPassword(
  context: AppContext,
  { name, password, code }: z.infer<typeof PasswordSignIn>,
): Promise<void> {
  const { accounts, clock, logger } = context.get('dashboard');
  await accounts.admitAttempt(name);
  const known = await accounts.readPassword(name);
  const isRight = await isPassword(password, known?.hash);
  const step = known && stepOfCode(known.totpSecret, code, clock.now());
  const recoveryCode = asRecoveryCode(code);
  const factor = typeof step === 'number' ? { totpStep: step } : recoveryCode && { recoveryCode };
  try {
    if (!isRight || known === undefined || !factor) throw refused();
    await startSession(context, await accounts.signInWithPassword(name, known, factor));
  } catch (error) {
    logger.warn({ account: known?.accountId ?? null }, 'sign-in refused');
    throw error;
  }
}
