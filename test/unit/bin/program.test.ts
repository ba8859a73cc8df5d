import { CommanderError } from 'commander';
import { describe, expect, it, vi } from 'vitest';
import { EXIT, reportFailure } from '../../../bin/cli/exit.ts';
import { exitCodeOf, wholeNumber } from '../../../bin/cli/program.ts';
import { AppError } from '../../../queue/runtime/errors.ts';

describe('numbers on the command line', () => {
  it('are whole and within their bounds', () => {
    expect(wholeNumber(0, 65_535)('8417')).toBe(8417);
  });

  it.each(['-1', '65536', '1.5', 'ten', 'NaN', '', ' 7 ', '0x10', '1e3'])(
    'are refused with what was found: %s',
    (value) => {
      expect(() => wholeNumber(0, 65_535)(value)).toThrow(`found "${value}"`);
    },
  );
});

describe('exit codes', () => {
  it('are 0 for help and 2 for what the command line does not know', () => {
    expect(exitCodeOf(new CommanderError(0, 'commander.helpDisplayed', ''))).toBe(EXIT.done);
    expect(exitCodeOf(new CommanderError(1, 'commander.unknownOption', ''))).toBe(EXIT.usage);
  });

  it('follow the error table, with one line on standard error for each fault', () => {
    const written: string[] = [];
    const spy = vi
      .spyOn(process.stderr, 'write')
      .mockImplementation((line) => written.push(String(line)) > 0);
    try {
      expect(reportFailure(new AppError('config.invalid', 'first\nsecond'))).toBe(EXIT.configuration);
      expect(reportFailure(new Error('boom'))).toBe(EXIT.unavailable);
      // As PostgreSQL says it to whoever is connected while it is restarted.
      const gone = Object.assign(new Error('terminating connection'), { code: '57P01' });
      expect(reportFailure(gone)).toBe(EXIT.unavailable);
    } finally {
      spy.mockRestore();
    }
    expect(written).toEqual([
      'vigie: first\n',
      'vigie: second\n',
      'vigie: unexpected failure: boom\n',
      'vigie: expected every server to answer until the command had ended, but terminating connection; see to it, then run the command again\n',
    ]);
  });

  it('come with nothing that steers the terminal, and with the lines of the message', () => {
    const written: string[] = [];
    const spy = vi
      .spyOn(process.stderr, 'write')
      .mockImplementation((line) => written.push(String(line)) > 0);
    try {
      reportFailure(new AppError('config.rules', 'key \u001b]0;x\u0007\nand \u202e more'));
      reportFailure(new Error('\u001b[2J'));
    } finally {
      spy.mockRestore();
    }
    expect(written).toEqual([
      'vigie: key [U+001B]]0;x[U+0007]\n',
      'vigie: and [U+202E] more\n',
      'vigie: unexpected failure: [U+001B][2J\n',
    ]);
  });
});
