import { z } from 'zod';

/** Namespace of deterministic identifiers of STIX 2.1 (section 2.9). */
export const STIX_NAMESPACE = '00abedb4-aa42-466c-9c01-fed23315a9b7';
/** TLP 2.0 as an extension of STIX 2.1, and its marking TLP:AMBER+STRICT: for the recipient's organisation alone. */
const TLP_EXTENSION = 'extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d';
const AMBER_STRICT = 'marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003';

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}';
const idOf = (type: string) => z.string().regex(new RegExp(`^${type}--${UUID}$`));
const Time = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const Day = z.string().regex(/^\d{4}-\d\d-\d\dT00:00:00\.000Z$/, 'expected the beginning of a day');
const spec = { spec_version: z.literal('2.1') };
const Markings = z.array(idOf('marking-definition')).length(2);

const Tlp = z.strictObject({
  type: z.literal('marking-definition'),
  ...spec,
  id: z.literal(AMBER_STRICT),
  created: z.literal('2022-10-01T00:00:00.000Z'),
  name: z.literal('TLP:AMBER+STRICT'),
  extensions: z.strictObject({
    [TLP_EXTENSION]: z.strictObject({
      extension_type: z.literal('property-extension'),
      tlp_2_0: z.literal('amber+strict'),
    }),
  }),
});
const Statement = z.strictObject({
  type: z.literal('marking-definition'),
  ...spec,
  id: idOf('marking-definition'),
  created: Time,
  definition_type: z.literal('statement'),
  definition: z.strictObject({ statement: z.string().min(1) }),
});
const DomainName = z.strictObject({
  type: z.literal('domain-name'),
  ...spec,
  id: idOf('domain-name'),
  value: z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/),
  object_marking_refs: Markings,
});
const Url = z.strictObject({
  type: z.literal('url'),
  ...spec,
  id: idOf('url'),
  value: z.url({ protocol: /^https?$/ }),
  object_marking_refs: Markings,
});
const ObservedData = z.strictObject({
  type: z.literal('observed-data'),
  ...spec,
  id: idOf('observed-data'),
  created: Time,
  modified: Time,
  first_observed: Day,
  last_observed: Day,
  number_observed: z.int().min(1).max(25),
  object_refs: z.array(z.union([idOf('domain-name'), idOf('url')])).length(1),
  /** Exhibits, so that what is called back can be found. */
  external_references: z
    .array(
      z.strictObject({
        source_name: z.literal('exhibit'),
        external_id: z.string().regex(/^[1-9]\d*\/[1-9]\d*\/[1-9]\d?$/),
      }),
    )
    .min(1)
    .max(25),
  object_marking_refs: Markings,
});

/**
 * Every kind of object that leaves, with every member that one may have: STIX 2.1 has some forty kinds, of which these are two
 * of observables, what was observed of them, and two markings. No identity, no account, no actor, and no member that points to one.
 */
export const StixObject = z.union([Tlp, Statement, DomainName, Url, ObservedData]);
export type StixObject = z.infer<typeof StixObject>;

export const StixBundle = z.strictObject({
  type: z.literal('bundle'),
  id: idOf('bundle'),
  objects: z.array(StixObject).min(1).max(200),
});
export type StixBundle = z.infer<typeof StixBundle>;

export const TLP_AMBER_STRICT: z.infer<typeof Tlp> = {
  type: 'marking-definition',
  spec_version: '2.1',
  id: AMBER_STRICT,
  created: '2022-10-01T00:00:00.000Z',
  name: 'TLP:AMBER+STRICT',
  extensions: { [TLP_EXTENSION]: { extension_type: 'property-extension', tlp_2_0: 'amber+strict' } },
};
