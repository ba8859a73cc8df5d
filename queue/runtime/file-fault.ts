/** What is wrong with a file, and where; lines and columns count from 1. */
export interface FileFault {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export type Place = Pick<FileFault, 'line' | 'column'>;

/** A fault as one line, as compilers write them. */
export function faultLine({ file, line, column, message }: FileFault): string {
  return `${file}:${line}:${column}: ${message}`;
}

/** A fault of the whole file. */
export function atStart(file: string, message: string): FileFault {
  return { file, line: 1, column: 1, message };
}
