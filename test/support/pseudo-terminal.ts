/** What a person's terminal says of itself. */
export const TERMINAL_ENV: Readonly<Record<string, string>> = { TERM: 'xterm-256color' };

/** As in a shell, whatever is in it. */
function inShell(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

/**
 * The command that runs another one on a pseudo-terminal of 80 columns, by `script` of util-linux: what is written to it is typed there,
 * and all that shows there comes out of it. Whether there is one says `hasPseudoTerminal`.
 */
export function onPseudoTerminal(command: string, args: readonly string[]): readonly [string, string[]] {
  const words = [command, ...args].map(inShell).join(' ');
  return ['script', ['--quiet', '--return', '--command', `stty cols 80 rows 24; exec ${words}`, '/dev/null']];
}
