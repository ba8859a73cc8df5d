const NOBODY = 65_534;

/** Runs something as a user who may open little: root may open everything, so root becomes somebody else for so long. */
export function asNobody<Result>(run: () => Result): Result {
  if (process.geteuid?.() !== 0) return run();
  process.seteuid?.(NOBODY);
  try {
    return run();
  } finally {
    process.seteuid?.(0);
  }
}
