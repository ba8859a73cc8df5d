// Names the tests that passed only when they were run once more: each is a wait that somebody has to mend.

export default class SecondTries {
  onTestRunEnd(modules) {
    const flaky = modules.flatMap((module) =>
      [...module.children.allTests()]
        .filter((test) => test.diagnostic()?.flaky)
        .map((test) => `${module.relativeModuleId}: ${test.fullName}`),
    );
    if (flaky.length === 0) return;
    console.log(`${flaky.length} test(s) passed only at the second try; each is to be mended:`);
    for (const name of flaky) console.log(`  ${name}`);
  }
}
