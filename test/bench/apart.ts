import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A contender in a process of its own, asked for one thing after the other. */
export interface Apart {
  /** What `task` of that process gives, as JSON carries it. */
  ask<T>(task: string): Promise<T>;
  close(): void;
}

/** What the process answers: `ready` once, then one of these a question. */
type Answer = { readonly ready: true } | { readonly value: unknown };

/** As the first line of the launcher has it, MB. Every contender gets it, since the product's processes have it. */
const ROOM_FOR_YOUNG_OBJECTS = '--max-semi-space-size=64';

/**
 * Starts a contender by itself, as it runs where it is used: not beside code compiled for others' values, and hundreds of megabytes of an
 * automaton. It made nobody faster (2026-12-02), which only such a run can say.
 * @param entry a module that calls {@link answerAsked}
 * @throws where the process ends before it is ready
 */
export async function startApart(entry: URL, args: readonly string[]): Promise<Apart> {
  const child = fork(fileURLToPath(entry), args, {
    execArgv: [ROOM_FOR_YOUNG_OBJECTS, ...process.execArgv],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit').then(([code]): never => {
    throw new Error(`expected ${fileURLToPath(entry)} to answer, but it ended with ${String(code)}`);
  });
  // Its end is awaited beside every question; at the close it is no fault.
  ended.catch(() => undefined);
  const answer = async () => {
    const [message] = (await Promise.race([once(child, 'message'), ended])) as [Answer];
    return message;
  };
  await answer();
  return {
    async ask<T>(task: string) {
      const answered = answer();
      child.send(task);
      const message = await answered;
      if (!('value' in message)) throw new Error(`expected an answer to "${task}"`);
      return message.value as T;
    },
    close: () => child.disconnect(),
  };
}

/** The other end: does what it is asked for, by name, until its parent leaves. */
export function answerAsked(tasks: Readonly<Record<string, () => unknown>>): void {
  const send = (answer: Answer) => process.send?.(answer);
  process.on('message', (task: string) => {
    const run = tasks[task];
    if (run === undefined)
      throw new Error(`expected one of ${Object.keys(tasks).join(', ')}, was asked for ${task}`);
    send({ value: run() });
  });
  send({ ready: true });
}
