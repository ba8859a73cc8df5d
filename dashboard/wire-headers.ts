/**
 * Header of what a page asks by itself, by a timer or an event: nobody did anything, so it keeps nobody signed in. A client
 * that sends it with everything only shortens its own session.
 */
export const UNATTENDED = 'Vigie-Unattended';

/**
 * Header of what a page asks: whose page it is. The cookie may be somebody else's by now, who signed in in another window of
 * the browser; nothing may be done, or read, under their name by a page that shows another one.
 */
export const PERSON = 'Vigie-Person';
