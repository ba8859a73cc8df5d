import { describe, expect, it } from 'vitest';
import { operatorId } from '../../../bin/cli/operator.ts';

describe('who runs a command', () => {
  it('is the user of the operating system', () => {
    expect(operatorId(() => 'anna')).toBe('os:anna');
  });

  it('is a number where no user has it, as in a container', () => {
    const nameless = () => {
      throw Object.assign(new Error('A system error occurred: uv_os_get_passwd returned ENOENT'), {
        code: 'ERR_SYSTEM_ERROR',
      });
    };
    expect(operatorId(nameless)).toBe(`os:uid-${process.geteuid?.()}`);
  });
});
