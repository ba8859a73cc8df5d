/** What a process left behind. */
export interface Output {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The most memory that a process held, MiB, as it was made to tell at its end. */
export function peakOf({ stderr }: Output): number {
  const [, kibibytes] = /peak (\d+)/.exec(stderr) ?? [];
  if (kibibytes === undefined) throw new Error(`expected the peak of a start, found "${stderr.trim()}"`);
  return Number(kibibytes) / 1024;
}

/** Why a start of `vigie score` was none, or `null`: one that fails at once would be the fastest of all. */
export function startFault({ status, stdout, stderr }: Output): string | null {
  if (status !== 0) return `expected exit code 0, found ${status}: ${stderr.trim()}`;
  try {
    const { lane, release } = JSON.parse(stdout) as { readonly lane?: unknown; readonly release?: unknown };
    if (lane === 'none' && typeof release === 'string') return null;
  } catch {
    // Told of below, with what came instead.
  }
  return `expected one assessment under a release, found ${JSON.stringify(stdout.slice(0, 200))}`;
}
