import { describe, expect, it } from 'vitest';
import { EXPORT_PURPOSES } from '../../../queue/contracts/index.ts';
import { stixFaults } from '../../../workers/sharing/check-stix.ts';
import { nameUuid, type ObservedPlace, stixBundle } from '../../../workers/sharing/stix.ts';
import { fc } from '../../support/properties.ts';
import { stixFaultsByPython } from '../../support/stix.ts';
import { hasPython } from '../../tooling/surroundings.mjs';

const NOW = new Date('2026-06-02T10:11:12.345Z');
const PLACES: readonly ObservedPlace[] = [
  {
    type: 'domain-name',
    value: 'board.example',
    seen: [
      { exhibit: '3/7/1', at: new Date('2026-06-01T12:13:14Z') },
      { exhibit: '3/7/2', at: new Date('2026-05-30T23:59:59Z') },
    ],
  },
  { type: 'url', value: 'https://board.example/offers/2', seen: [{ exhibit: '3/7/2', at: NOW }] },
];
type Loose = Record<string, unknown> & { objects: Record<string, unknown>[] };
const made = () => stixBundle(PLACES, 'criminal-investigation', NOW);
const changed = (change: (bundle: Loose) => void) => {
  const bundle = structuredClone(made()) as unknown as Loose;
  change(bundle);
  return bundle;
};

/** Every kind of object of STIX 2.1 but those that may leave. */
const FORBIDDEN = [
  ...[
    'attack-pattern',
    'campaign',
    'course-of-action',
    'grouping',
    'identity',
    'incident',
    'indicator',
    'infrastructure',
  ],
  ...[
    'intrusion-set',
    'location',
    'malware',
    'malware-analysis',
    'note',
    'opinion',
    'report',
    'threat-actor',
    'tool',
  ],
  ...['vulnerability', 'relationship', 'sighting', 'language-content', 'extension-definition', 'artifact'],
  ...[
    'autonomous-system',
    'directory',
    'email-addr',
    'email-message',
    'file',
    'ipv4-addr',
    'ipv6-addr',
    'mac-addr',
  ],
  ...[
    'mutex',
    'network-traffic',
    'process',
    'software',
    'user-account',
    'windows-registry-key',
    'x509-certificate',
  ],
  ...['x-person', 'x-telephone-number'],
];
const FIELDS = [
  ...[
    'created_by_ref',
    'name',
    'description',
    'account_login',
    'display_name',
    'user_id',
    'contact_information',
    'aliases',
  ],
  ...[
    'labels',
    'confidence',
    'lang',
    'granular_markings',
    'belongs_to_ref',
    'resolves_to_refs',
    'x_author',
    'defanged',
  ],
];

describe('places as STIX 2.1', () => {
  it('EVI-16 hold two kinds of observables with what was seen, marked, and no object of anybody', () => {
    const bundle = made();
    expect(stixFaults(bundle)).toEqual([]);
    expect(bundle.objects.map(({ type }) => type)).toEqual([
      ...['marking-definition', 'marking-definition', 'domain-name', 'observed-data', 'url', 'observed-data'],
    ]);
    expect(JSON.stringify(bundle)).not.toMatch(/created_by_ref|identity--|threat-actor|user-account/);
    expect(bundle.objects[3]).toMatchObject({
      first_observed: '2026-05-30T00:00:00.000Z',
      last_observed: '2026-06-01T00:00:00.000Z',
      number_observed: 2,
    });
  });

  it('EVI-16 have the identifiers that the specification makes of their values', () => {
    // The example of STIX 2.1, section 6.4: a domain name.
    expect(nameUuid({ value: 'example.com' })).toBe('bedb4899-d24b-5401-bc86-8f6b4cc18ec7');
  });

  it('PUR-05 EVI-16 say what they are for, and what for never', () => {
    for (const purpose of EXPORT_PURPOSES) {
      const text = JSON.stringify(stixBundle(PLACES, purpose, NOW));
      expect(text).toContain(`For the purpose ${purpose} and no other`);
      for (const words of ['immigration enforcement', 'non-refoulement', 'names nobody', 'TLP:AMBER+STRICT'])
        expect(text).toContain(words);
    }
  });

  it.runIf(hasPython())('EVI-16 pass a checker that was written from the specification', () => {
    expect(stixFaultsByPython([made()])).toEqual([[]]);
  });

  it.each(FORBIDDEN)('EVI-16 R1 are refused with an object of the kind %s', (type) => {
    const one = {
      type,
      spec_version: '2.1',
      id: `${type}--6b1f9c2e-6f39-4f6e-8f0e-1c1f2a3b4c5d`,
      value: 'x',
    };
    const bundle = changed(({ objects }) => objects.push(one));
    expect(stixFaults(bundle)).not.toEqual([]);
  });

  it('EVI-16 R1 are refused with any member beside those that may be, in any object', () => {
    const documents = FIELDS.flatMap((field) =>
      [0, 1, 2, 3, 4, 5].map((at) =>
        changed(({ objects }) => Object.assign(objects[at] ?? {}, { [field]: 'anybody' })),
      ),
    );
    // TLP's own marking has a name; another one is no member more, but another marking.
    for (const bundle of documents) expect(stixFaults(bundle)).not.toEqual([]);
    if (hasPython()) for (const faults of stixFaultsByPython(documents)) expect(faults).not.toEqual([]);
  });

  it.each([
    ['a profile', 'https://board.example/user/12'],
    ['a handle', 'https://board.example/@anybody'],
    ['a telephone number', 'https://board.example/tel-005550100199'],
    ['a platform', 'https://t.me/anybody'],
    ['another scheme', 'tel:+005550100199'],
    ['a host that is not beside it', 'https://other.example/offers'],
    ['an address of a machine', 'https://192.0.2.7/offers'],
  ])('EVI-16 R1 are refused with an address of %s, also with an identifier that fits', (_, value) => {
    const bundle = changed(({ objects }) =>
      Object.assign(objects[4] ?? {}, { value, id: `url--${nameUuid({ value })}` }),
    );
    expect(stixFaults(bundle)).not.toEqual([]);
  });

  it('EVI-16 R1 are refused with anything put anywhere, by both checkers alike', () => {
    const value = fc.oneof(
      fc.constant(null),
      fc.integer(),
      fc.string({ maxLength: 12 }),
      fc.constant([]),
      fc.constant({}),
    );
    const change = fc.record({
      at: fc.nat({ max: 5 }),
      field: fc.stringMatching(/^[a-z_]{3,14}$/),
      value,
      kind: fc.constantFrom('add', 'replace', 'drop'),
    });
    const documents = fc
      .sample(change, { numRuns: 400, seed: 20261127 })
      .map(({ at, field, value: given, kind }) =>
        changed(({ objects }) => {
          const one = objects[at] ?? {};
          const names = Object.keys(one);
          const name = names[field.length % names.length] ?? 'type';
          if (kind === 'add') one[`x_${field}`] = given;
          else if (kind === 'replace') one[name] = given;
          else delete one[name];
        }),
      );
    const ours = documents.map((bundle) => stixFaults(bundle).length > 0);
    // Whatever is put in, is found: nothing here can be left out or be something else.
    expect(ours.filter((isFound) => !isFound)).toEqual([]);
    if (!hasPython()) return;
    expect(stixFaultsByPython(documents).map((faults) => faults.length > 0)).toEqual(ours);
  });
});
