import { type BundleContents, SHREDDING_PATH } from '../contents.ts';
import { CLAIMS } from './claims.ts';

/** `README.txt`: how to check a bundle with ordinary tools, without network. */
export function instructions({ export: handed, log, roots }: BundleContents): string {
  const stamps = [...roots.keys()].map(
    (authority) =>
      `    openssl ts -verify -data custody/0001.json -in timestamps/0001.${authority}.tsr -CAfile ../../../keys/${authority}.pem`,
  );
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

4. The objects: the first event lists the SHA-256 of each.
    sha256sum capture/*

5. Time stamps (RFC 3161): the first event existed by the time stated, and with it the hashes of the objects. The roots came
   with the bundle; compare them with those that the authorities publish.
${stamps.length > 0 ? stamps.join('\n') : '    (no time-stamp authority was configured)'}

6. The transparency log ${log.origin}: each NNNN.tlog-proof is a proof in the format c2sp.org/tlog-proof@v1 that the event's hash
   is in the log, under the checkpoint in data/log/checkpoint. keys/log.vkey is the log's verifier key (C2SP signed note).
   Base64 of "extra" gives the entry; its commitment is SHA-256 over 0x00, the salt and the body; the leaf is SHA-256 over 0x00
   and that commitment; nodes are SHA-256 over 0x01 and both children (RFC 6962).${log.shredding === null ? '' : shreddedNote(log.shredding.before)}

All of this at once, without network and without records:
    vigie evidence verify FOLDER --key UNIT.pem --log-key VKEY --roots ROOTS.pem


DOSSIER DE PREUVES ${handed.caseNumber}/${handed.number}

Ce qui est affirmé
${CLAIMS.fr.claims.map((claim) => `- ${claim}`).join('\n')}

Ce qui ne l’est pas
${CLAIMS.fr.limits.map((limit) => `- ${limit}`).join('\n')}

Les commandes ci-dessus vérifient le dossier hors réseau : 1. fichiers, 2. sceau de l’unité, 3. chaîne de conservation,
4. objets, 5. horodatages, 6. journal de transparence. Comparez la clé de l’unité et les certificats racines avec ceux obtenus
par une autre voie.
`;
}

/** What an entry of the log says is kept for so long; its place is kept for good. */
function shreddedNote(before: number): string {
  return `
   What entries before position ${before} said was shredded when its time was over, and ${SHREDDING_PATH} is the entry that
   says so: those proofs show a place in the log, and not which event stands there.`;
}
