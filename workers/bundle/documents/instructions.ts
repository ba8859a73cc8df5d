import { type BundleContents, type BundleItem, folderOf, numbered, SHREDDING_PATH } from '../contents.ts';
import { CLAIMS } from './claims.ts';

/** What is taken apart goes into another folder, since a bundle has no other files than its own. */
const SIGNATURE = String.raw`    WORK=$(mktemp -d)
    field() { sed -n "s/^ *\"$1\": \"\(.*\)\",\{0,1\}\$/\1/p" signature/datapackage-digest.json | tail -n 1; }
    field hash | tr -d '\n' | tee "$WORK/hash"
    unzip -p capture/archive.wacz datapackage.json | sha256sum
    field domainCert | sed 's/\\n/\n/g' > "$WORK/chain.pem"
    field signature | tr -d '\n' > "$WORK/signature"
    field timeSignature | openssl base64 -d -A > "$WORK/token"
    openssl base64 -d -A -in "$WORK/signature" -out "$WORK/signature.der"
    openssl x509 -in "$WORK/chain.pem" -noout -pubkey > "$WORK/key.pem"
    openssl dgst -sha256 -verify "$WORK/key.pem" -signature "$WORK/signature.der" "$WORK/hash"
    openssl x509 -in "$WORK/chain.pem" -noout -checkhost "$(field domain)"
    openssl ts -verify -data "$WORK/signature" -in "$WORK/token" -CAfile ../../../keys/AUTHORITY.pem
    openssl ts -reply -in "$WORK/token" -text
   The hash must be the same twice, and the time that is shown last within ten minutes of "created". Compare the last certificate
   of chain.pem with roots of your own. Put into a copy of the archive in the place of the file of the same name,
   datapackage-digest.json makes it a signed WACZ as other programs read it.`;

/** `README.txt`: how to check a bundle with ordinary tools, without network. */
export function instructions({ export: handed, log, items, ...contents }: BundleContents): string {
  const { objects, stamps, first } = captureSteps(items, contents.roots.size > 0);
  const signed = items.find(({ item }) => item.signature?.authority)?.item.signature?.authority ?? undefined;
  return `EVIDENCE BUNDLE ${handed.caseNumber}/${handed.number}

What is claimed
${CLAIMS.en.claims.map((claim) => `- ${claim}`).join('\n')}

What is not claimed
${CLAIMS.en.limits.map((limit) => `- ${limit}`).join('\n')}

How to check it, without network. Work on a copy. Run these in the folder of the bundle.

1. Whether every file is what it was (RFC 8493):
    sha512sum --check --strict tagmanifest-sha512.txt
    sha512sum --check --strict manifest-sha512.txt

2. Whether the unit has sealed it. The key came with the bundle; compare its hash with the one you got from the unit another way:
    sha256sum keys/unit.pem
    openssl pkeyutl -verify -pubin -inkey keys/unit.pem -rawin -in seal.txt -sigfile seal.sig
   The last line of seal.txt must be the hash that this prints:
    sha512sum tagmanifest-sha512.txt

3. The chain of custody of each item, in data/items/NN/custody: numbers without a gap, up to the count in item.json. Each event
   is signed, and names the SHA-256 of the one before as "previous":
    cd data/items/01
    openssl pkeyutl -verify -pubin -inkey ../../../keys/unit.pem -rawin -in custody/0001.json -sigfile custody/0001.sig
    sha256sum custody/0001.json

4. The objects: the event by which they came into custody lists the SHA-256 of each.
${objects}
    sha256sum capture/*

5. Time stamps (RFC 3161): that event existed by the time stated, and with it the hashes of the objects. The roots came
   with the bundle; compare them with those that the authorities publish.
${stamps}

   Proofs of OpenTimestamps (NNNN.CALENDAR.ots) are optional. item.json says which are confirmed, and by which block of Bitcoin.
   One that is pending is a promise and shows nothing about time. Whoever has a node of Bitcoin checks one with the client of
   OpenTimestamps, which reads the chain and not this bundle: ots verify -f custody/${first}.json timestamps/${first}.CALENDAR.ots
   The block's hash is SHA-256, twice, of "header" in item.json; compare it with a copy of the chain. A block's time may be two
   hours off.

6. The signature of the archive (WACZ Signing and Verification 0.1.0): the unit has signed the hash of the archive's list of parts
   with the certificate of its domain, and an authority has stamped that signature. In the folder of an item:
${signed === undefined ? '    (no archive is signed)' : SIGNATURE.replace('AUTHORITY', signed)}

7. The transparency log ${log.origin}: each NNNN.tlog-proof is a proof in the format c2sp.org/tlog-proof@v1 that the event's hash
   is in the log, under the checkpoint in data/log/checkpoint. keys/log.vkey is the log's verifier key (C2SP signed note).
   Base64 of "extra" gives the entry; its commitment is SHA-256 over 0x00, the salt and the body; the leaf is SHA-256 over 0x00
   and that commitment; nodes are SHA-256 over 0x01 and both children (RFC 6962).${log.shredding === null ? '' : shreddedNote(log.shredding.before)}

All of this at once, without network and without records:
    vigie evidence verify FOLDER --key UNIT.pem --log-key VKEY --roots ROOTS.pem --domain-roots ROOTS.pem --block-headers FILE


DOSSIER DE PREUVES ${handed.caseNumber}/${handed.number}

Ce qui est affirmé
${CLAIMS.fr.claims.map((claim) => `- ${claim}`).join('\n')}

Ce qui ne l’est pas
${CLAIMS.fr.limits.map((limit) => `- ${limit}`).join('\n')}

Les commandes ci-dessus vérifient le dossier hors réseau : 1. fichiers, 2. sceau de l’unité, 3. chaîne de conservation,
4. objets, 5. horodatages, 6. signature de l’archive, 7. journal de transparence. Comparez la clé de l’unité et les certificats racines avec ceux obtenus
par une autre voie.
`;
}

/**
 * Which event is that of an item's capture, and who stamped it: the first, except of an item that came back after an earlier capture of it
 * was erased. One block for all items where it is alike, and one for each where it is not.
 */
function captureSteps(items: readonly BundleItem[], isConfigured: boolean) {
  const each = items.map(({ place, item }) => {
    const event = item.control?.number ?? 1;
    const stamped = item.timestamps.filter(({ number, token }) => number === event && token !== null);
    return {
      folder: folderOf(place),
      event: numbered(event),
      authorities: stamped.map(({ authority }) => authority),
    };
  });
  const [one] = each;
  const isAlike = each.every(
    ({ event, authorities }) => event === one?.event && authorities.join() === one.authorities.join(),
  );
  const none = isConfigured
    ? '    (no authority has stamped this event)'
    : '    (no time-stamp authority was configured)';
  const stampsOf = ({ event, authorities }: (typeof each)[number]) =>
    authorities.length === 0 ? [none] : authorities.map((authority) => stampCommand(event, authority));
  return {
    first: one?.event ?? numbered(1),
    objects: isAlike
      ? `   In each item that is custody/${one?.event}.json.`
      : each.map(({ folder, event }) => `   In ${folder} that is custody/${event}.json.`).join('\n'),
    stamps: each
      .slice(0, isAlike ? 1 : undefined)
      .flatMap((item, at) => [...(at === 0 ? [] : [`    cd ../../../${item.folder}`]), ...stampsOf(item)])
      .join('\n'),
  };
}

function stampCommand(event: string, authority: string): string {
  return `    openssl ts -verify -data custody/${event}.json -in timestamps/${event}.${authority}.tsr -CAfile ../../../keys/${authority}.pem`;
}

/** What an entry of the log says is kept for so long; its place is kept for good. */
function shreddedNote(before: number): string {
  return `
   What entries before position ${before} said was shredded when its time was over, and ${SHREDDING_PATH} is the entry that
   says so: those proofs show a place in the log, and not which event stands there.`;
}
