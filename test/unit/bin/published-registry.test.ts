import { expect, it } from 'vitest';
import { makeRegistry, publishedRegistry } from '../../../bin/cli/rules/make-registry.ts';
import { registryPage } from '../../../bin/cli/rules/registry-page.ts';
import { registerPacks } from '../../../rules/index.ts';
import { packYaml, parsed, ruleYaml } from '../rules/pack-sources.ts';

const WRONGLY = "    knownFalsePositives: ['Songs about ferries']\n";

it('publishes of rules for an offer what they find wrongly, of rules against one nothing that would help to write past them', async () => {
  const withIt = (id: string, category: string) => ruleYaml({ id, category, more: WRONGLY });
  const source = packYaml([withIt('en.price.one', 'price'), withIt('en.freight.two', 'freight')]);
  const { located, faults } = parsed({ 'en.yml': source });
  expect(faults).toEqual([]);
  const registry = makeRegistry(registerPacks(located.map(({ pack }) => pack)), {
    ...{ digest: 'd', release: null, record: null },
    ...{ inForce: [], holds: [] },
  });
  // Those who oversee read all of it.
  expect(registry.rules.map(({ knownFalsePositives }) => knownFalsePositives.length)).toEqual([1, 1]);
  const published = publishedRegistry(registry);
  expect(published.rules.map(({ id, knownFalsePositives }) => [id, knownFalsePositives])).toEqual([
    ['en.freight.two', undefined],
    ['en.price.one', ['Songs about ferries']],
  ]);
  expect(JSON.stringify(published).match(/Songs about ferries/g)).toHaveLength(1);
  const page = await registryPage(published);
  expect(page.match(/Songs about ferries/g)).toHaveLength(1);
  expect(page).toContain('not published, as a text that it finds loses points');
  // Words, signs and patterns of a rule's own need no language to be checked.
  expect(page).toContain('are told by the rule alone');
});
