import { describe, expect, it } from 'vitest';
import { KERNEL } from '../../../rules/kernel/kernel-code.ts';
import { compileKernel } from '../../tooling/build-kernel.mjs';

describe('the kernel', () => {
  it('is what its source compiles to (if not, `npm run kernel`)', async () => {
    expect(await compileKernel()).toBe(KERNEL);
  }, 30_000);

  it('is small enough to be read and shipped with the sources', () => {
    expect(Buffer.from(KERNEL, 'base64').length).toBeLessThan(8_000);
  });
});
