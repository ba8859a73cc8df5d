import { publicAddress } from '../../queue/contracts/index.ts';
import { isPlatform, namesSomebody } from './names-somebody.ts';
import { nameUuid } from './stix.ts';
import { StixBundle, type StixObject } from './stix-shapes.ts';

/**
 * What in a STIX file must not leave: any object or member that is not on the list of those that may, an address that could name
 * somebody, a reference to what is not there. Nothing is written where this finds anything (R1, EVI-16).
 * @returns every fault, in words without the values
 */
export function stixFaults(value: unknown): string[] {
  const parsed = StixBundle.safeParse(value);
  if (!parsed.success)
    return parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`);
  const { objects } = parsed.data;
  const ids = objects.map(({ id }) => id);
  const markings = ids.filter((id) => id.startsWith('marking-definition--'));
  const faults = new Set(ids).size === ids.length ? [] : ['expected each object once, found one twice'];
  if (markings.length !== 2) faults.push('expected two markings, found another number');
  const hosts = new Set(objects.flatMap((one) => (one.type === 'domain-name' ? [one.value] : [])));
  for (const [at, one] of objects.entries())
    for (const fault of objectFaults(one, { ids, markings, hosts })) faults.push(`objects.${at}: ${fault}`);
  return faults;
}

interface Around {
  readonly ids: readonly string[];
  readonly markings: readonly string[];
  readonly hosts: ReadonlySet<string>;
}

function objectFaults(one: StixObject, { ids, markings, hosts }: Around): string[] {
  if (one.type === 'marking-definition') return [];
  const faults: string[] = [];
  if (one.object_marking_refs.toSorted().join() !== markings.toSorted().join())
    faults.push('expected both markings of the file');
  if (one.type === 'observed-data') {
    if (!one.object_refs.every((ref) => ids.includes(ref)))
      faults.push('expected a reference to an object of the file');
    if (one.last_observed < one.first_observed) faults.push('expected days in their order');
    if (one.number_observed !== one.external_references.length)
      faults.push('expected as many exhibits as it counts');
    return faults;
  }
  if (one.id !== `${one.type}--${nameUuid({ value: one.value })}`)
    faults.push('expected the identifier that its value makes');
  const url = publicAddress(one.type === 'url' ? one.value : `https://${one.value}/`);
  if (url === undefined) faults.push('expected a place on the public internet');
  else if (isPlatform(url.hostname)) faults.push('expected a site, found a platform');
  else if (namesSomebody(url)) faults.push('expected an address that names nobody');
  else if (one.type === 'url' && !hosts.has(url.hostname))
    faults.push('expected the host of an address beside it');
  return faults;
}
