import fc from 'fast-check';

/**
 * fast-check, the one that property tests use. Where `CI` is set it draws the same cases at every run, so that what passed for one change
 * does not fail for the next one by chance; elsewhere it draws new ones each time. `VIGIE_TEST_SEED` asks for others, or for
 * those of a failure.
 */
const FIXED = 20_261_128;
const asked = process.env.VIGIE_TEST_SEED;
if (asked !== undefined || process.env.CI !== undefined)
  fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: asked === undefined ? FIXED : Number(asked) });

export { fc };
