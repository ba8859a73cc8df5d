/** Names that would make a public place a place one signs in to; compared without case, hyphens and underscores. */
const SIGN_IN =
  /^(?:cookies?|cookiejar|session(?:id|cookie)?|user(?:name|id)?|login|email|pass(?:word|wd|phrase)?|pwd|credentials?|(?:access|auth|bearer|refresh|session)?tokens?|secret|clientsecret|basicauth|authentication|totp|otp)$/;
/** Names that would disguise who asks. */
const DISGUISE =
  /^(?:prox(?:y|ies)|useragents?|(?:request)?headers?|referr?er|captcha(?:solver|key)?|stealth|fingerprint)$/;
const KEY_ITSELF = /^(?:api)?key(?:value)?$/;

/** Why a source file has no such field, in words that follow `found "<key>"`; `undefined` for any other unknown key. */
export function whyForbidden(key: string): string | undefined {
  const plain = key.toLowerCase().replaceAll(/[-_]/g, '');
  if (SIGN_IN.test(plain))
    return 'there is no such field, and there will be none: Vigie never signs in and sends no cookie, it reads what anybody may read; remove it, and choose a place that needs no account';
  if (DISGUISE.test(plain))
    return 'there is no such field, and there will be none: Vigie says who it is, and a place that refuses it is left alone; remove it';
  if (KEY_ITSELF.test(plain))
    return 'a key never stands in a source file; put it into a file of its own with mode 0600, and name that file with "apiKeyFile"';
  if (plain === 'authorization') return 'it is written "authorisation"; correct its spelling';
  return undefined;
}
