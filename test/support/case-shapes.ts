/** A node of JSON-LD as a bundle's case file has it. */
export interface GraphNode {
  readonly '@id': string;
  readonly '@type': string;
  readonly [property: string]: unknown;
}

type Range = { readonly datatype: string } | { readonly classes: readonly string[] };

const text: Range = { datatype: 'xsd:string' };
const time: Range = { datatype: 'xsd:dateTime' };
const of = (...classes: string[]): Range => ({ classes });

/** Subclasses as far as case files use them. */
const OBJECTS = [
  ...['investigation:Investigation', 'investigation:Authorization', 'investigation:InvestigativeAction'],
  ...[
    'investigation:ProvenanceRecord',
    'tool:Tool',
    'identity:Organization',
    'observable:File',
    'observable:URL',
  ],
];
const FACETS = ['observable:FileFacet', 'observable:ContentDataFacet', 'observable:URLFacet'];
const common = { 'core:name': text, 'core:description': text, 'core:hasFacet': of(...FACETS) };

/** What CASE 1.4.0 on UCO 1.4.0 says of the properties that a case file uses, written down from their shapes. */
const SHAPES: Readonly<Record<string, Readonly<Record<string, Range>>>> = {
  'investigation:Investigation': {
    ...common,
    'investigation:investigationForm': text,
    'investigation:relevantAuthorization': of('investigation:Authorization'),
    'core:object': of(...OBJECTS),
  },
  'investigation:Authorization': {
    ...common,
    'investigation:authorizationType': text,
    'investigation:authorizationIdentifier': text,
    'core:startTime': time,
    'core:endTime': time,
  },
  'investigation:InvestigativeAction': {
    ...common,
    'action:startTime': time,
    'action:endTime': time,
    'action:performer': of('identity:Organization'),
    'action:participant': of(...OBJECTS),
    'action:instrument': of(...OBJECTS),
    'action:object': of(...OBJECTS),
    'action:result': of(...OBJECTS),
    'investigation:wasInformedBy': of('investigation:InvestigativeAction'),
  },
  'investigation:ProvenanceRecord': {
    ...common,
    'investigation:exhibitNumber': text,
    'core:object': of(...OBJECTS),
  },
  'core:Annotation': { ...common, 'core:tag': text, 'core:statement': text, 'core:object': of(...OBJECTS) },
  'tool:Tool': { ...common, 'tool:version': text, 'tool:toolType': text },
  'identity:Organization': common,
  'observable:File': common,
  'observable:URL': common,
  'observable:FileFacet': { 'observable:fileName': text, 'observable:filePath': text },
  'observable:ContentDataFacet': { 'observable:mimeType': text, 'observable:hash': of('types:Hash') },
  'observable:URLFacet': { 'observable:fullValue': text },
  'types:Hash': { 'types:hashMethod': text, 'types:hashValue': { datatype: 'xsd:hexBinary' } },
};

const PATTERNS: Readonly<Record<string, RegExp>> = {
  'xsd:dateTime': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/,
  'xsd:hexBinary': /^([0-9a-f]{2})+$/,
};
const IDENTIFIER = /^kb:[a-z-]+-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** What in a graph these shapes do not allow, in words. */
export function shapeFaults(graph: readonly GraphNode[]): string[] {
  const types = new Map(graph.map((node) => [node['@id'], node['@type']]));
  const twice = graph.length === types.size ? [] : ['an identifier comes twice'];
  return [...twice, ...graph.flatMap((node) => nodeFaults(node, types))];
}

function nodeFaults(node: GraphNode, types: ReadonlyMap<string, string>): string[] {
  const { '@id': id, '@type': type, ...properties } = node;
  const shape = SHAPES[type];
  if (shape === undefined) return [`${id}: no class ${type}`];
  const faults = IDENTIFIER.test(id) ? [] : [`${id}: no identifier with a UUID`];
  for (const [property, values] of Object.entries(properties)) {
    const range = shape[property];
    if (range === undefined) faults.push(`${type}: no property ${property}`);
    else
      for (const value of [values].flat())
        if (!isIn(range, value, types)) faults.push(`${type}: ${property} is ${JSON.stringify(value)}`);
  }
  return faults;
}

function isIn(range: Range, value: unknown, types: ReadonlyMap<string, string>): boolean {
  if ('classes' in range) {
    const id = (value as GraphNode)?.['@id'];
    return range.classes.includes(types.get(id) ?? '');
  }
  if (range.datatype === 'xsd:string') return typeof value === 'string';
  const typed = value as { readonly '@type'?: string; readonly '@value'?: string };
  return (
    typed['@type'] === range.datatype && (PATTERNS[range.datatype]?.test(typed['@value'] ?? '') ?? false)
  );
}
