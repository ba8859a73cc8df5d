import type { CollectionRecord, ExhibitObject } from '../../queue/contracts/index.ts';
import type { ProvenShredding } from '../../queue/log/index.ts';
import type { ExportedItem, HandedOver } from '../../queue/review/index.ts';

/** An object of a capture, and where it lies in the bundle. */
export interface PlacedObject extends ExhibitObject {
  readonly path: string;
  /** The content, whose hash was checked. */
  read(): Promise<Uint8Array>;
}

/** One item of a bundle. */
export interface BundleItem {
  readonly place: number;
  /** Number of the case, of the export and of the item in it, such as `12/3/1`. */
  readonly exhibit: string;
  readonly item: ExportedItem;
  readonly captureId: string;
  readonly record: CollectionRecord;
  readonly objects: readonly PlacedObject[];
  /** `.tlog-proof` of each event of custody, by its number. */
  readonly proofs: ReadonlyMap<number, string>;
}

/** What wrote the bundle. */
export interface ProgramFacts {
  readonly version: string;
  readonly node: string;
  readonly platform: string;
  /** Settings that shape what is collected and kept, by name. */
  readonly settings: Readonly<Record<string, string | number | boolean>>;
}

/** Everything that a bundle says. */
export interface BundleContents {
  readonly export: HandedOver;
  readonly writtenAt: string;
  readonly unit: { readonly keyPem: string };
  readonly log: {
    readonly origin: string;
    readonly vkey: string;
    readonly size: number;
    /** Signed note. */
    readonly checkpoint: string;
    /** The entry by which what some of these events' entries said was shredded; `null` where all still say it. */
    readonly shredding: ProvenShredding | null;
  };
  /** Roots of time-stamp authorities in PEM, by authority. */
  readonly roots: ReadonlyMap<string, string>;
  readonly program: ProgramFacts;
  /** Languages whose words in the rules in force a native reader had checked when the bundle was written. */
  readonly checkedLanguages: readonly string[];
  readonly items: readonly BundleItem[];
}

/** Where the proof lies that entries were shredded when their time was over. */
export const SHREDDING_PATH = 'data/log/shredding.tlog-proof';

/** Folder of an item in the bundle. */
export function folderOf(place: number): string {
  return `data/items/${String(place).padStart(2, '0')}`;
}

/** Four digits, so that names are in the order of the events. */
export function numbered(number: number): string {
  return String(number).padStart(4, '0');
}

const OBJECT_NAMES: Readonly<Record<ExhibitObject['role'], string>> = {
  wacz: 'archive.wacz',
  'screenshot-page': 'page.png',
  'screenshot-post': 'post.png',
  // Not as a page: opening it would run what the place had put there.
  dom: 'document.html.txt',
  record: 'collection-record.json',
};

export function objectPath(place: number, role: ExhibitObject['role']): string {
  return `${folderOf(place)}/capture/${OBJECT_NAMES[role]}`;
}
