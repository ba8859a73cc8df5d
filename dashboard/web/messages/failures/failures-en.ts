/** What went wrong, by the code of the answer, else by its HTTP status; the server's own words stand below it. */
export const failuresEn = {
  'failure.notice.refused':
    'It cannot be told to a platform as it is. What stands in the way is named below.',
  'failure.item.conflict': 'It is not as it was when you opened it. Look at it again.',
  'failure.item.not-found': 'It is not here, or it is not open to you.',
  'failure.question.nobody':
    'Nobody else can answer and still leave enough people to judge it. Judge it as “Cannot tell”, or put it back.',
  'failure.item.too-early': 'Take the time to read it first.',
  'failure.input.invalid': 'Something in what was sent is not right.',
  'failure.413': 'It is too large.',
  'failure.request.forbidden': 'Your roles do not allow this.',
  'failure.session.other': 'Somebody else signed in here since. Nothing was done; the page is theirs now.',
  'failure.session.stale': 'Sign in again to do this: it needs a fresh proof of who you are.',
  'failure.sign-in.refused': 'That was not accepted.',
  'failure.sign-in.throttled': 'Too many attempts. Wait before the next one.',
  'failure.link.invalid': 'The link is used or has run out. Ask for a new one.',
  'failure.passkey.none':
    'No passkey was given: it was cancelled, took too long, or there is none for Vigie here.',
  'failure.passkey.known': 'This passkey is set up already.',
  'failure.page.gone': 'Vigie may have been renewed since you opened this page. Trying again opens it anew.',
  'failure.account.conflict': 'The account does not allow this now.',
  'failure.account.roles': 'These roles may not be held by one person.',
  'failure.account.not-found': 'There is no such account.',
  'failure.translator.unavailable': 'The translator does not answer.',
  'failure.provider.unavailable': 'The identity provider does not answer.',
  'failure.source.refused': 'The source’s authorisation does not allow this request.',
  'failure.source.unreachable': 'The source does not answer.',
  'failure.rules.changed': 'The rule files were changed since this process began. It has to be restarted.',
  'failure.400': 'The request is not right.',
  'failure.401': 'You were not signed in. Do it once more.',
  'failure.403': 'This was refused.',
  'failure.404': 'It is not here.',
  'failure.409': 'This is not possible now.',
  'failure.410': 'It is no longer valid.',
  'failure.422': 'Not yet.',
  'failure.429': 'Too many at once. Wait a little.',
  'failure.502': 'A place that Vigie asked does not answer as it should.',
  'failure.503': 'Vigie cannot do this now.',
  'failure.500': 'Something failed in Vigie. Tell your operator the reference below.',
} as const;

export type FailureMessages = Readonly<Record<keyof typeof failuresEn, string>>;
