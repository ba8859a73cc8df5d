import type { Hono } from 'hono';
import { z } from 'zod';
import { AccountName } from '../../queue/contracts/index.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import { nameFor } from '../auth/link-name.ts';
import { hashPassword, requireGoodPassword } from '../auth/passwords.ts';
import { startSession } from '../auth/session-cookie.ts';
import { newRecoveryCodes, newTotpSecret, stepOfCode, totpPicture } from '../auth/totp.ts';
import type { AppEnvironment } from '../environment.ts';
import { readBody } from '../read-input.ts';
import type { Joined, JoinView, TotpView } from '../wire.ts';

const Token = z.string().max(100);
const Open = z.strictObject({ token: Token });
/** A name is given by the first administrator; everybody else was given one. */
const Begin = z.strictObject({ token: Token, name: AccountName.optional() });
const WithPassword = z.strictObject({
  token: Token,
  name: AccountName.optional(),
  enrolment: Token,
  password: z.string().max(1000),
  code: z.string().max(20),
});

/** Time to set up an authenticator, minutes. */
export const ENROLMENT_MINUTES = 15;

/** `/api/join`: what a one-time link leads to. */
export function joinRoutes(app: Hono<AppEnvironment>): void {
  app.post('/api/join/open', async (context) => {
    const { token } = await readBody(context, Open);
    const { account } = await context.get('dashboard').accounts.openLink(token);
    const view: JoinView = account && { name: account.name, roles: account.roles };
    return context.json({ account: view });
  });

  app.post('/api/join/begin', async (context) => {
    const { token, name } = await readBody(context, Begin);
    const { accounts } = context.get('dashboard');
    const label = await nameFor(accounts, token, name);
    const secret = newTotpSecret();
    const enrolment = await accounts.keep('totp', secret, ENROLMENT_MINUTES);
    const view: TotpView = { enrolment, secret, picture: totpPicture(secret, label) };
    return context.json(view);
  });

  app.post('/api/join/password', async (context) => {
    const { token, name, enrolment, password, code } = await readBody(context, WithPassword);
    const { accounts, clock } = context.get('dashboard');
    const label = await nameFor(accounts, token, name);
    requireGoodPassword(password, label);
    const totpSecret = await accounts.recall('totp', enrolment, false);
    const totpStep = totpSecret === undefined ? null : stepOfCode(totpSecret, code, clock.now());
    if (totpSecret === undefined || totpStep === null) throw wrongCode();
    const recoveryCodes = newRecoveryCodes();
    const hash = await hashPassword(password);
    const session = await accounts.join(token, label, {
      method: 'password',
      password: { hash, totpSecret, totpStep, recoveryCodes },
    });
    await startSession(context, session);
    const joined: Joined = { recoveryCodes };
    return context.json(joined);
  });
}

export function wrongCode(): AppError {
  return new AppError(
    'input.invalid',
    'Expected the code that the authenticator shows now. If it is right, check the clock of the device.',
    { faults: [{ path: 'code', message: 'not the code of this moment' }] },
  );
}
