import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { projectRoot } from '../../queue/runtime/thread-entry.ts';
import { onPseudoTerminal, TERMINAL_ENV } from './pseudo-terminal.ts';

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly input?: string | Buffer;
  /** On a terminal of its own: what shows there is all in `stdout`, and what is written to its input is typed. */
  readonly onTerminal?: boolean;
}

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  /** Everything written so far. */
  output(): string;
  /** Waits until standard output or error contains the text. */
  says(text: string, timeoutMs?: number): Promise<void>;
  kill(signal: NodeJS.Signals): Promise<Finished>;
  ended: Promise<Finished>;
}

const LAUNCHER = join(projectRoot(), 'bin', 'vigie');

/** Starts the real command line as its own process. */
export function startVigie(args: readonly string[], options: RunOptions = {}): Running {
  const { onTerminal = false } = options;
  const whole = [LAUNCHER, ...args];
  const [command, words] = onTerminal ? onPseudoTerminal(process.execPath, whole) : [process.execPath, whole];
  const child = spawn(command, words, {
    cwd: options.cwd ?? projectRoot(),
    env: {
      ...{ PATH: process.env.PATH, HOME: process.env.HOME },
      ...(onTerminal ? TERMINAL_ENV : {}),
      ...options.env,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  const watchers = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
    for (const look of watchers) look();
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
    for (const look of watchers) look();
  });
  // A command that ends before it has read its input is no fault of the test.
  child.stdin.on('error', () => undefined);
  if (!onTerminal) child.stdin.end(options.input ?? '');
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, stdout, stderr }));

  return {
    child,
    output: () => `${stdout}${stderr}`,
    says(text, timeoutMs = 60_000) {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(
          () => finish(new Error(`expected "${text}" within ${timeoutMs} ms, got:\n${stdout}${stderr}`)),
          timeoutMs,
        );
        const look = () => {
          if (`${stdout}${stderr}`.includes(text)) finish();
        };
        function finish(error?: Error): void {
          clearTimeout(timer);
          watchers.delete(look);
          if (error) reject(error);
          else resolve();
        }
        watchers.add(look);
        void ended.then(() => {
          look();
          finish(new Error(`expected "${text}", but the command ended:\n${stdout}${stderr}`));
        });
        look();
      });
    },
    async kill(signal) {
      child.kill(signal);
      return ended;
    },
    ended,
  };
}

/** Runs a command to its end. */
export function runVigie(args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  return startVigie(args, options).ended;
}
