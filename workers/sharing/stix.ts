import { createHash, randomUUID } from 'node:crypto';
import canonicalize from 'canonicalize';
import { STIX_NAMESPACE, type StixBundle, type StixObject, TLP_AMBER_STRICT } from './stix-shapes.ts';

/** A place that offers stood at, with the exhibits that say so. */
export interface ObservedPlace {
  readonly type: 'domain-name' | 'url';
  readonly value: string;
  readonly seen: readonly { readonly exhibit: string; readonly at: Date }[];
}

const DAY_MS = 24 * 3_600_000;

/** What whoever holds the file may do with it, in fixed words; the purpose is one of a closed list (PUR-05). */
function termsOf(purpose: string): string {
  return (
    `For the purpose ${purpose} and no other. Not for immigration enforcement, assessment of asylum claims or checks of ` +
    'anybody’s status. Not to be used to return anybody to where they would be at risk (non-refoulement; Protocol against the ' +
    'Smuggling of Migrants, article 19; Convention relating to the Status of Refugees, article 33), and a migrant’s own conduct is no ' +
    'offence under that Protocol (article 5). It names places on the internet that people judged to have shown an offer. It names nobody, ' +
    'and shows neither who wrote an offer nor who runs a place.'
  );
}

/**
 * Places as a STIX 2.1 bundle (OASIS Standard, 10 June 2021). It has no `created_by_ref`: that would be an identity.
 * @param now when it is made
 */
export function stixBundle(places: readonly ObservedPlace[], purpose: string, now: Date): StixBundle {
  const created = now.toISOString();
  const statement: StixObject = {
    type: 'marking-definition',
    spec_version: '2.1',
    id: `marking-definition--${randomUUID()}`,
    created,
    definition_type: 'statement',
    definition: { statement: termsOf(purpose) },
  };
  const object_marking_refs = [TLP_AMBER_STRICT.id, statement.id];
  const objects = places.flatMap(({ type, value, seen }): StixObject[] => {
    const id = `${type}--${nameUuid({ value })}`;
    const times = seen.map(({ at }) => at.getTime()).sort((one, other) => one - other);
    return [
      { type, spec_version: '2.1', id, value, object_marking_refs },
      {
        type: 'observed-data',
        spec_version: '2.1',
        id: `observed-data--${randomUUID()}`,
        created,
        modified: created,
        first_observed: dayOf(times[0] ?? 0),
        last_observed: dayOf(times.at(-1) ?? 0),
        number_observed: seen.length,
        object_refs: [id],
        external_references: seen.map(({ exhibit }) => ({ source_name: 'exhibit', external_id: exhibit })),
        object_marking_refs,
      },
    ];
  });
  return {
    type: 'bundle',
    id: `bundle--${randomUUID()}`,
    objects: [TLP_AMBER_STRICT, statement, ...objects],
  };
}

/** UUID version 5 (RFC 9562) of an object's contributing properties, as STIX 2.1, section 2.9, makes identifiers of observables. */
export function nameUuid(contributing: Readonly<Record<string, string>>): string {
  const namespace = Buffer.from(STIX_NAMESPACE.replaceAll('-', ''), 'hex');
  const name = canonicalize(contributing) ?? '';
  const bytes = createHash('sha1').update(namespace).update(name).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** A day is what is told of a time: a finer one could lead to one post, and so to somebody. */
function dayOf(ms: number): string {
  return new Date(Math.floor(ms / DAY_MS) * DAY_MS).toISOString();
}
