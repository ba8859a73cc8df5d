import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import { createIdentityProvider, type IdentityProvider } from '../../dashboard/auth/identity-provider.ts';

/** Whoever sits at the provider: what it will say of them. */
export interface ProviderPerson {
  readonly subject: string;
  readonly email?: string;
  readonly isVerified?: boolean;
  /** How they showed who they are (RFC 8176). */
  readonly amr?: readonly string[];
  readonly acr?: string;
}

export const TWO_FACTORS = 'urn:example:two-factors';
const CLIENT = { clientId: 'vigie', clientSecret: 'a fictional secret of a test, long enough' };

/** A certified OpenID provider on loopback, which signs in whoever `person` is at that moment without asking. */
export interface TestProvider {
  readonly issuer: string;
  person: ProviderPerson;
  /** The dashboard's side of it, as configuration would make it, without TLS. */
  connect(acr?: readonly string[]): IdentityProvider;
  close(): Promise<void>;
}

export async function startProvider(person: ProviderPerson): Promise<TestProvider> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const running: TestProvider = {
    issuer,
    person,
    connect: (acr = []) =>
      createIdentityProvider({ issuer, ...CLIENT, otherOrigins: [], acr }, { isLoopbackAllowed: true }),
    close: () => close(server),
  };
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.clientId,
        client_secret: CLIENT.clientSecret,
        redirect_uris: ['http://localhost/sign-in/return'],
        // Then it takes any port of this host (RFC 8252, 7.3).
        application_type: 'native',
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    acrValues: [TWO_FACTORS],
    claims: { acr: null, amr: null, openid: ['sub'], email: ['email', 'email_verified'] },
    cookies: { keys: ['a fictional key of a test'] },
    features: { devInteractions: { enabled: false }, claimsParameter: { enabled: true } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({
        sub: id,
        ...(running.person.email !== undefined && {
          email: running.person.email,
          email_verified: running.person.isVerified ?? true,
        }),
      }),
    }),
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({
        ...(oidc.session?.accountId !== undefined && { accountId: oidc.session.accountId }),
        ...(oidc.client !== undefined && { clientId: oidc.client.clientId }),
      });
      grant.addOIDCScope('openid email');
      await grant.save();
      return grant;
    },
  });
  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (request.url?.startsWith('/interaction/') !== true) return void answer(request, response);
    const { subject, amr = ['pwd', 'mfa'], acr } = running.person;
    const login = { accountId: subject, amr: [...amr], ...(acr !== undefined && { acr }) };
    return void provider.interactionFinished(request, response, { login, consent: {} });
  });
  return running;
}

/** Follows the provider's redirects as a browser does, and stops where it would come back to us. @returns that address */
export async function throughProvider(address: string, issuer: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let next = new URL(address);
  while (next.origin === issuer) {
    const response = await fetch(next, {
      redirect: 'manual',
      headers: { Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location === null) throw new Error(`the provider stopped with ${response.status}`);
    next = new URL(location, next);
  }
  return next;
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
