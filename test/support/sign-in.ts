import { Secret, TOTP } from 'otpauth';
import type { InviteView, SignInOptions, TotpView } from '../../dashboard/wire.ts';
import type { Role } from '../../queue/contracts/index.ts';

/** Good enough for a password, and for nothing else. */
export const PASSWORD = 'four plain fictional words';

/** A person at a real dashboard: requests with their session, as the interface would send them. */
export interface Person {
  readonly cookie: string;
  get<Answer>(path: string): Promise<Answer>;
  post<Answer>(path: string, body?: unknown): Promise<Answer>;
}

/** Signs in as the first of the demonstration's people who has the role. */
export async function demoPerson(url: string, role: Role): Promise<Person> {
  const options = (await (await fetch(`${url}/api/sign-in`)).json()) as SignInOptions;
  const person = options.demoPeople.find(({ roles }) => roles.includes(role));
  const answer = await send(url, '/api/sign-in/demo', { id: person?.id });
  return personWith(url, cookieOf(answer));
}

/** Follows a one-time link with a password and an authenticator of its own. */
export async function followLink(
  url: string,
  token: string,
  name?: string,
): Promise<Person & { secret: string }> {
  const link = { token, ...(name === undefined ? {} : { name }) };
  const { enrolment, secret } = (await (await send(url, '/api/join/begin', link)).json()) as TotpView;
  const given = { ...link, enrolment, password: PASSWORD, code: codeOf(secret) };
  const answer = await send(url, '/api/join/password', given);
  return { ...personWith(url, cookieOf(answer)), secret };
}

/** What an authenticator shows at `now`, ms since 1970. */
export function codeOf(secret: string, now = Date.now()): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: now });
}

/** The administrator makes an account, and the person follows its link. */
export async function invite(
  url: string,
  administrator: Person,
  name: string,
  roles: readonly Role[],
): Promise<Person> {
  const { token } = await administrator.post<InviteView>('/api/people/invite', { name, roles });
  return followLink(url, token);
}

function personWith(url: string, cookie: string): Person {
  return {
    cookie,
    get: async <Answer>(path: string) =>
      (await answered(await fetch(url + path, { headers: { Cookie: cookie } }))) as Answer,
    post: async <Answer>(path: string, body: unknown = {}) =>
      (await answered(await send(url, path, body, cookie))) as Answer,
  };
}

function send(url: string, path: string, body: unknown, cookie = ''): Promise<Response> {
  return fetch(url + path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json', Origin: new URL(url).origin, Cookie: cookie },
  });
}

async function answered(response: Response): Promise<unknown> {
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return response.status === 204 ? null : response.json();
}

function cookieOf(response: Response): string {
  const cookie = response.headers
    .getSetCookie()
    .find((one) => one.startsWith('__Host-vigie=') && !one.includes('Max-Age=0'));
  if (cookie === undefined) throw new Error(`expected a session, found ${response.status}`);
  return cookie.split(';')[0] ?? '';
}
