import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import type { Hono } from 'hono';
import { z } from 'zod';
import type { OwnChange } from '../../queue/accounts/index.ts';
import { personOf } from '../auth/guard-routes.ts';
import { offerPasskey, relyingParty, takePasskey } from '../auth/passkeys.ts';
import { hashPassword, requireGoodPassword } from '../auth/passwords.ts';
import { sessionOf } from '../auth/session-cookie.ts';
import { newRecoveryCodes, newTotpSecret, stepOfCode, totpPicture } from '../auth/totp.ts';
import type { AppContext, AppEnvironment } from '../environment.ts';
import { Nothing, readBody } from '../read-input.ts';
import { originOf } from '../request-guard.ts';
import type { Joined, PasskeyCreation, TotpView } from '../wire.ts';
import { ENROLMENT_MINUTES, wrongCode } from './join.ts';
import { Credential, PASSKEY_MINUTES, passkeyTooLate } from './passkeys.ts';

const Token = z.string().max(100);
const Secret = z.string().min(1).max(1000);
const Password = z.strictObject({ password: Secret });
const Authenticator = z.strictObject({
  enrolment: Token,
  code: z.string().max(40),
  password: Secret.optional(),
});
const Creation = z.strictObject({ ceremony: Token, credential: Credential });
const ById = z.strictObject({ id: z.string().min(1).max(1400) });

/** `/api/account`: what somebody signs in with and where they are signed in, for themselves alone. */
export function accountRoutes(app: Hono<AppEnvironment>): void {
  app.get('/api/account', async (context) => {
    return context.json(await context.get('dashboard').accounts.own(sessionOf(context)));
  });

  app.post('/api/account/password', async (context) => {
    const { password } = await readBody(context, Password);
    requireGoodPassword(password, personOf(context).name);
    return change(context, { kind: 'password', hash: await hashPassword(password) });
  });

  app.post('/api/account/authenticator/begin', async (context) => {
    await readBody(context, Nothing);
    const { accounts } = context.get('dashboard');
    await accounts.requireFresh(sessionOf(context));
    const secret = newTotpSecret();
    const enrolment = await accounts.keep(enrolmentOf(context), secret, ENROLMENT_MINUTES);
    const picture = totpPicture(secret, personOf(context).name);
    return context.json({ enrolment, secret, picture } satisfies TotpView);
  });

  app.post('/api/account/authenticator', async (context) => {
    const { enrolment, code, password } = await readBody(context, Authenticator);
    const { accounts, clock } = context.get('dashboard');
    if (password !== undefined) requireGoodPassword(password, personOf(context).name);
    const totpSecret = await accounts.recall(enrolmentOf(context), enrolment, false);
    const totpStep = totpSecret === undefined ? null : stepOfCode(totpSecret, code, clock.now());
    if (totpSecret === undefined || totpStep === null) throw wrongCode();
    const recoveryCodes = newRecoveryCodes();
    const hash = password === undefined ? undefined : await hashPassword(password);
    await accounts.changeOwn(sessionOf(context), {
      kind: 'authenticator',
      hash,
      totpSecret,
      totpStep,
      recoveryCodes,
    });
    return context.json({ recoveryCodes } satisfies Joined);
  });

  app.post('/api/account/passkey/options', async (context) => {
    await readBody(context, Nothing);
    const { accounts } = context.get('dashboard');
    // Before the browser makes a key, which would stay on the device though nobody takes it.
    await accounts.requireFresh(sessionOf(context));
    const { id, name } = personOf(context);
    const { passkeys } = await accounts.own(sessionOf(context));
    const owner = { name, accountId: id, known: passkeys.map((passkey) => passkey.id) };
    const options = await offerPasskey(relyingParty(originOf(context)), owner);
    const ceremony = await accounts.keep(creationOf(context), options.challenge, PASSKEY_MINUTES);
    return context.json({ ceremony, options } satisfies PasskeyCreation);
  });

  app.post('/api/account/passkey', async (context) => {
    const { ceremony, credential } = await readBody(context, Creation);
    const challenge = await context.get('dashboard').accounts.recall(creationOf(context), ceremony, true);
    if (challenge === undefined) throw passkeyTooLate();
    const made = credential as unknown as RegistrationResponseJSON;
    const passkey = await takePasskey(relyingParty(originOf(context)), challenge, made);
    return change(context, { kind: 'passkey', passkey });
  });

  for (const [path, kind] of [
    ['passkey/remove', 'remove-passkey'],
    ['sessions/end', 'end-session'],
  ] as const) {
    app.post(`/api/account/${path}`, async (context) => {
      const { id } = await readBody(context, ById);
      return change(context, { kind, id });
    });
  }

  for (const [path, kind] of [
    ['password/remove', 'remove-password'],
    ['sessions/end-others', 'end-other-sessions'],
  ] as const) {
    app.post(`/api/account/${path}`, async (context) => {
      await readBody(context, Nothing);
      return change(context, { kind });
    });
  }
}

async function change(context: AppContext, wanted: OwnChange): Promise<Response> {
  await context.get('dashboard').accounts.changeOwn(sessionOf(context), wanted);
  return context.body(null, 204);
}

/** Kept under the account's id, so that nobody finishes what another began. */
const enrolmentOf = (context: AppContext) => `totp ${personOf(context).id}`;
const creationOf = (context: AppContext) => `passkey-creation ${personOf(context).id}`;
