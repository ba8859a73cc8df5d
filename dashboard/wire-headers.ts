/**
 * Header of what a page asks by itself, by a timer or an event: nobody did anything, so it keeps nobody signed in. A client
 * that sends it with everything only shortens its own session.
 */
export const UNATTENDED = 'Vigie-Unattended';
