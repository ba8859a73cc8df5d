#!/usr/bin/env python3
"""Verifies an evidence bundle with Python's standard library, and `openssl` for RFC 3161 tokens.

Written from the specifications (RFC 8493, RFC 8032, RFC 6962, RFC 3161, RFC 8785, C2SP tlog-proof, OpenTimestamps) and from the README.txt of
bundles, not from the program that writes them, so that the two can be held against each other.

usage: verify_bundle.py FOLDER [--key UNIT.pem] [--log-key VKEY] [--roots ROOTS.pem] [--domain-roots ROOTS.pem]
                        [--easiest-bits HEX]
       verify_bundle.py --batch        one {"folder": ...} a line in, one verdict a line out
Prints one JSON object with every fault; exit code 0 when all holds, 4 when it does not.
"""

import argparse
import base64
import functools
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
from datetime import datetime, timedelta, timezone

import verify_log
import verify_ots
import verify_wacz

DIGITS = {"md5": 32, "sha1": 40, "sha256": 64, "sha384": 96, "sha512": 128}
LAST_MANIFEST = "tagmanifest-sha512.txt"
SKEW = timedelta(minutes=10)
REQUIRED = {"page": ["wacz", "screenshot-page", "dom", "record"], "answer": ["wacz", "record"]}
ED25519 = bytes.fromhex("302a300506032b6570032100")


class Bundle:
    def __init__(self, root):
        self.root = pathlib.Path(root)
        self.faults, self.paths, self.links = [], [], []
        for folder, folders, files in os.walk(self.root):
            for name in folders + files:
                path = pathlib.Path(folder, name)
                inside = path.relative_to(self.root).as_posix()
                if path.is_symlink() or not (path.is_file() or path.is_dir()):
                    self.links.append(inside)
                elif path.is_file():
                    self.paths.append(inside)
        self.paths.sort()
        self.known = set(self.paths)

    def fault(self, file, reason):
        self.faults.append({"file": file, "reason": reason})

    def read(self, path):
        return (self.root / path).read_bytes() if path in self.known else None

    def text(self, path):
        data = self.read(path)
        try:
            return None if data is None else data.decode("utf-8")
        except UnicodeDecodeError:
            self.fault(path, "no UTF-8")
            return None

    def json(self, path):
        text = self.text(path)
        if text is None:
            if path not in self.known:
                self.fault(path, "missing")
            return None
        try:
            value = json.loads(text)
        except ValueError:
            self.fault(path, "no JSON")
            return None
        if not isinstance(value, dict) or value.get("version") != 1:
            self.fault(path, "another kind of record")
            return None
        return value


# RFC 8493

def is_inside(path):
    if path == "" or re.search(r"^~|^[A-Za-z]:|\\|\0", path):
        return False
    return all(part not in ("", ".", "..") for part in path.split("/"))


def read_manifest(bundle, file, algorithm):
    entries = {}
    lines = re.split(r"\r\n|\n|\r", (bundle.read(file) or b"").decode("utf-8", "replace"))
    if lines and lines[-1] == "":
        lines.pop()
    for number, line in enumerate(lines, 1):
        match = re.fullmatch(r"([0-9a-fA-F]+)[ \t]+\*?(.+)", line)
        path = match[2] if match else ""
        path = re.sub("%0[aA]", "\n", re.sub("%0[dD]", "\r", path)).replace("%25", "%")
        if not match or len(match[1]) != DIGITS[algorithm] or not is_inside(path) or path in entries:
            bundle.fault(file, f"line {number} is no line of a manifest")
        else:
            entries[path] = match[1].lower()
    return entries


def check_bag(bundle):
    for link in bundle.links:
        bundle.fault(link, "a link")
    declared = bundle.read("bagit.txt")
    if declared is None or not re.fullmatch(
        rb"BagIt-Version: 1\.0\r?\nTag-File-Character-Encoding: UTF-8(\r?\n)?", declared
    ):
        bundle.fault("bagit.txt", "no declaration of BagIt 1.0")
    if "fetch.txt" in bundle.known:
        bundle.fault("fetch.txt", "something to fetch")
    found = False
    for file in list(bundle.paths):
        match = re.fullmatch(r"(tag)?manifest-([a-z0-9]+)\.txt", file)
        if not match:
            continue
        if match[2] not in DIGITS:
            bundle.fault(file, "an unknown algorithm")
            continue
        found = found or match[1] is None
        entries = read_manifest(bundle, file, match[2])
        for path, digest in entries.items():
            if match[1] is None:
                placed = path.startswith("data/")
            else:
                placed = not path.startswith(("data/", "tagmanifest-"))
            if not placed:
                bundle.fault(file, f"a path out of place: {path}")
            data = bundle.read(path)
            if data is None:
                bundle.fault(path, "missing")
            elif hashlib.new(match[2], data).hexdigest() != digest:
                bundle.fault(path, "another digest")
        if match[1] is None:
            for path in bundle.paths:
                if path.startswith("data/") and path not in entries:
                    bundle.fault(path, "in no manifest")
    if not found:
        bundle.fault("manifest-sha512.txt", "missing")
    info = bundle.read("bag-info.txt")
    if info is not None:
        payload = [path for path in bundle.paths if path.startswith("data/")]
        oxum = f"{sum(len(bundle.read(path)) for path in payload)}.{len(payload)}"
        for line in re.split(r"\r\n|\n|\r", info.decode("utf-8", "replace")):
            if line == "" or line[0] in " \t":
                continue
            match = re.fullmatch(r"([^\s:][^:]*?)\s*:\s*(.*)", line)
            if not match:
                bundle.fault("bag-info.txt", "a line without a label")
                break
            if match[1].lower() == "payload-oxum" and match[2] != oxum:
                bundle.fault("bag-info.txt", "another Payload-Oxum")


# Keys and seal

def read_unit_key(bundle, pem):
    try:
        lines = pem.strip().splitlines()
        if lines[0] != "-----BEGIN PUBLIC KEY-----" or lines[-1] != "-----END PUBLIC KEY-----":
            raise ValueError("no PEM")
        der = base64.b64decode("".join(lines[1:-1]), validate=True)
        if der[:12] != ED25519 or len(der) != 44:
            raise ValueError("no Ed25519 key")
        return der[12:]
    except (ValueError, IndexError, AttributeError):
        bundle.fault("keys/unit.pem", "no Ed25519 key")
        return None


@functools.lru_cache(maxsize=4096)
def is_signed(key, message, signature):
    return verify_log.is_signed(key, message, signature)


def check_seal(bundle, unit):
    parts = [bundle.read(path) for path in ("seal.txt", "seal.sig", LAST_MANIFEST)]
    for path, data in zip(("seal.txt", "seal.sig", LAST_MANIFEST), parts):
        if data is None:
            bundle.fault(path, "missing")
    text, signature, manifest = parts
    if None in parts:
        return None
    match = re.fullmatch(
        rb"vigie-evidence-bundle v1\norigin (\S+)\ncase ([1-9][0-9]{0,15})\nexport ([1-9][0-9]{0,15})\n([0-9a-f]{128})\n", text
    )
    if not match:
        bundle.fault("seal.txt", "no seal of a bundle")
    elif match[4].decode() != hashlib.sha512(manifest).hexdigest():
        bundle.fault(LAST_MANIFEST, "not the manifest that was sealed")
    if unit is not None and not is_signed(unit, text, signature):
        for path in ("seal.txt", "seal.sig"):
            bundle.fault(path, "the signature does not hold")
    return match and {"origin": match[1].decode("utf-8", "replace"), "case": int(match[2]), "export": int(match[3])}


# Items

def instant(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def check_chain(bundle, unit, path, item, events):
    count, last = item["custody"]["count"], item["custody"]["last"]
    for number in range(1, max([count, *events]) + 1):
        file = f"{path}/custody/{number:04d}.json"
        data = events.get(number)
        if data is None:
            bundle.fault(file, f"a gap: event {number} of {count} is missing")
            continue
        signature = bundle.read(file[:-4] + "sig")
        if signature is None:
            bundle.fault(file[:-4] + "sig", "missing")
        if number > count:
            bundle.fault(file, "more events than item.json counts")
        if unit is not None and not is_signed(unit, data, signature or b""):
            bundle.fault(file, "the signature does not hold")
        try:
            event = json.loads(data)
            canonical = json.dumps(event, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
            if canonical != data or event["version"] != 1 or event["itemId"] != item["itemId"] or event["number"] != number:
                raise ValueError("another event")
            before = events.get(number - 1)
            if number == 1 and event["previous"] is not None:
                raise ValueError("the first names one before it")
            if before is not None and event["previous"] != hashlib.sha256(before).hexdigest():
                raise ValueError("names another event before it")
        except (ValueError, KeyError, TypeError) as error:
            bundle.fault(file, str(error))
    if count in events and hashlib.sha256(events[count]).hexdigest() != last:
        bundle.fault(f"{path}/custody/{count:04d}.json", "not the last event that item.json names")


@functools.lru_cache(maxsize=4096)
def proof_of(text, vkey):
    log = verify_log.parse_vkey(vkey)
    verify_log.verify_proof(text, log)
    extra = next(line for line in text.split("\n") if line.startswith("extra "))
    index = next(line for line in text.split("\n") if line.startswith("index "))
    return json.loads(verify_log.decode64(extra[6:])).get("body"), int(index[6:])


def check_shredding(bundle, vkey, checkpoint):
    file = "data/log/shredding.tlog-proof"
    text = bundle.text(file)
    if text is None or vkey is None:
        return 0
    try:
        body, index = proof_of(text, vkey)
        if body is None or not text.endswith("\n\n" + checkpoint):
            raise ValueError("does not say up to where entries were shredded, under this checkpoint")
        entry = json.loads(body)
        before = entry["body"]["before"]
        if entry["kind"] != "log.shredded" or type(before) is not int or before > index:
            raise ValueError("another entry than one by which others were shredded")
        return before
    except (verify_log.Fault, ValueError, KeyError, TypeError, StopIteration) as error:
        bundle.fault(file, str(error))
        return 0


def check_proofs(bundle, vkey, checkpoint, path, item, events, shredded_before, taken):
    for number, data in events.items():
        file = f"{path}/custody/{number:04d}.tlog-proof"
        text = bundle.text(file)
        if text is None:
            if file not in bundle.known:
                bundle.fault(file, "missing")
            continue
        if vkey is None:
            continue
        try:
            body, index = proof_of(text, vkey)
            if not text.endswith("\n\n" + checkpoint):
                raise ValueError("under another checkpoint")
            if body is None:
                if index >= shredded_before:
                    raise ValueError("does not give the entry away, and nothing says that it was shredded")
                if index in taken:
                    raise ValueError("in the place of another event")
                taken.add(index)
                continue
            entry = json.loads(body)
            if entry["kind"] != "custody.recorded" or entry["subject"] != item["itemId"] or entry["body"]["number"] != number:
                raise ValueError("of another entry")
            if entry["body"]["sha256"] != hashlib.sha256(data).hexdigest():
                raise ValueError("of another event")
        except (verify_log.Fault, ValueError, KeyError, TypeError, StopIteration) as error:
            bundle.fault(file, str(error))


def check_objects(bundle, path, item, parsed):
    def keyed(objects):
        return sorted((o["role"], o["sha256"], o["bytes"], o["mediaType"]) for o in objects)

    controls = [event for event in parsed if event.get("kind") == "control"]
    objects = item["capture"]["objects"]
    if not controls or controls[-1]["capture"] != item["capture"]["id"] or keyed(controls[-1]["objects"]) != keyed(objects):
        bundle.fault(f"{path}/item.json", "other objects than came into custody")
    for one in objects:
        data = bundle.read(one["path"])
        if data is None:
            bundle.fault(one["path"], "missing")
        elif len(data) != one["bytes"] or hashlib.sha256(data).hexdigest() != one["sha256"]:
            bundle.fault(one["path"], "another object")
    record_path = next((one["path"] for one in objects if one["role"] == "record"), None)
    data = record_path and bundle.read(record_path)
    if not data:
        return
    try:
        record = json.loads(data)
        roles = {one["role"] for one in objects}
        if [role for role in REQUIRED[record["kind"]] if role not in roles]:
            raise ValueError("an incomplete capture")
        there = {(one["role"], one["sha256"]) for one in objects}
        for one in record["objects"]:
            if one["role"] != "working-copy" and (one["role"], one["sha256"]) not in there:
                raise ValueError("the record names another object")
    except (ValueError, KeyError, TypeError) as error:
        bundle.fault(record_path, str(error))


@functools.lru_cache(maxsize=4096)
def stamped_at(token, data, roots):
    """The time that a token states over data, as OpenSSL has verified it; or why not."""
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder)
        (place / "token").write_bytes(token)
        (place / "data").write_bytes(data)
        (place / "roots").write_bytes(roots)
        verify = ["openssl", "ts", "-verify", "-data", "data", "-in", "token", "-CAfile", "roots"]
        shown = subprocess.run(["openssl", "ts", "-reply", "-in", "token", "-text"], cwd=folder, capture_output=True, text=True, errors="replace")
        stated = re.search(r"^Time stamp: (.+) GMT$", shown.stdout, re.M)
        if not stated:
            return "no time stamp"
        moment = datetime.strptime(" ".join(stated[1].split()), "%b %d %H:%M:%S %Y").replace(tzinfo=timezone.utc)
        verify += ["-attime", str(int(moment.timestamp()))]
        said = subprocess.run(verify, cwd=folder, capture_output=True, text=True, errors="replace")
        if "Verification: OK" not in said.stdout + said.stderr:
            return "OpenSSL: " + (said.stderr.strip().splitlines() or ["it does not hold"])[-1]
        return moment


def check_stamps(bundle, roots, path, item, events, parsed):
    held = 0
    for stamp in item["timestamps"]:
        if stamp["path"] is None or stamp["state"] != "confirmed":
            continue
        token, data = bundle.read(stamp["path"]), events.get(stamp["number"])
        if token is None or data is None:
            bundle.fault(stamp["path"], "a stamp without its token or its event")
            continue
        given = roots or bundle.read(f"keys/{stamp['authority']}.pem") or b""
        moment = stamped_at(token, data, given)
        if isinstance(moment, str):
            bundle.fault(stamp["path"], moment)
            continue
        event = next((one for one in parsed if one.get("number") == stamp["number"]), None)
        if instant(stamp["genTime"]).replace(microsecond=0) != moment:
            bundle.fault(stamp["path"], "another time than item.json states")
        elif event is not None and moment < instant(event["at"]) - SKEW:
            bundle.fault(stamp["path"], "stamped before it was recorded: a clock was wrong")
        else:
            held += 1
    return held


def check_proofs_of_time(bundle, path, item, events, parsed, easiest):
    held = {"pending": 0, "attested": 0, "confirmed": 0}
    for one in item.get("opentimestamps", []):
        if one["path"] is None or one["state"] == "unsent":
            continue
        proof, data = bundle.read(one["path"]), events.get(one["number"])
        if proof is None or data is None:
            bundle.fault(one["path"], "a proof of time without its file or its event")
            continue
        try:
            state, moment = verify_ots.verify(proof, hashlib.sha256(data).digest(), one, easiest)
            event = next((event for event in parsed if event.get("number") == one["number"]), None)
            if moment is not None and event is not None and moment < instant(event["at"]) - timedelta(hours=2):
                raise verify_ots.Fault("a block from before it was recorded: a clock was wrong")
            if moment is not None and moment != instant(one["block"]["time"]):
                raise verify_ots.Fault("another time than item.json states")
            held[state] += 1
        except (verify_ots.Fault, ValueError, KeyError, TypeError) as error:
            bundle.fault(one["path"], f"OpenTimestamps: {error}")
    return held


# WACZ Signing and Verification 0.1.0

SIGNED_DATA = {"hash", "created", "software", "version", "signature", "domain", "domainCert", "timeSignature", "timestampCert"}
CERTIFICATE = re.compile(r"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----\n?", re.S)


def openssl(folder, *command):
    said = subprocess.run(["openssl", *command], cwd=folder, capture_output=True, text=True, errors="replace")
    return said.returncode == 0, said.stdout + said.stderr


def manifest_of(data):
    """The hash of an archive's manifest, once its parts are those that it lists."""
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder, "archive")
        file.write_bytes(data)
        package = verify_wacz.open_package(file)
        verify_wacz.check_manifest(package)
        return verify_wacz.digest(package.read("datapackage.json"))


@functools.lru_cache(maxsize=4096)
def signature_fault(text, archive, roots, domain_roots):
    """Why the signature of an archive does not hold; or the time that is stamped."""
    sealed = json.loads(text)
    if set(sealed) != {"path", "hash", "signedData"} or sealed["path"] != "datapackage.json":
        return "no digest of a signed archive"
    data = sealed["signedData"]
    if set(data) != SIGNED_DATA or data["version"] != "0.1.0":
        return "no signature by the certificate of a domain"
    if not data["hash"] == sealed["hash"] == manifest_of(archive):
        return "the signature of another archive"
    chain, stampers = CERTIFICATE.findall(data["domainCert"]), CERTIFICATE.findall(data["timestampCert"])
    if not chain or not stampers:
        return "no certificates"
    created = instant(data["created"])
    with tempfile.TemporaryDirectory() as folder:
        parts = {
            "hash": data["hash"].encode("ascii"),
            "signature": base64.b64decode(data["signature"], validate=True),
            "token": base64.b64decode(data["timeSignature"], validate=True),
            "signer.pem": chain[0].encode(),
            "others.pem": "".join(chain[1:]).encode(),
            "roots.pem": domain_roots or chain[-1].encode(),
            "stamper.pem": stampers[0].encode(),
        }
        for name, content in parts.items():
            pathlib.Path(folder, name).write_bytes(content)
        held, key = openssl(folder, "x509", "-in", "signer.pem", "-noout", "-pubkey")
        pathlib.Path(folder, "key.pem").write_text(key)
        if not held or not openssl(folder, "dgst", "-sha256", "-verify", "key.pem", "-signature", "signature", "hash")[0]:
            return "the signature of the hash does not hold"
        if "does match certificate" not in openssl(folder, "x509", "-in", "signer.pem", "-noout", "-checkhost", data["domain"])[1]:
            return "the certificate of another domain"
        untrusted = ["-untrusted", "others.pem"] if chain[1:] else []
        at = ["-attime", str(int(created.timestamp()))]
        held, said = openssl(folder, "verify", "-partial_chain", "-CAfile", "roots.pem", *untrusted, *at, "signer.pem")
        if not held:
            return "the chain of the certificate: " + said.strip().splitlines()[-1]
        moment = stamped_at(parts["token"], data["signature"].encode("ascii"), roots)
        if isinstance(moment, str):
            return "the time stamp: " + moment
        openssl(folder, "ts", "-reply", "-in", "token", "-token_out", "-out", "token.der")
        stamper = ["-nointern", "-certfile", "stamper.pem", "-noverify", "-out", "content"]
        if not openssl(folder, "cms", "-verify", "-inform", "DER", "-in", "token.der", *stamper)[0]:
            return "the time stamp is signed with another certificate than the first of timestampCert"
        if abs(moment - created) > SKEW:
            return "not stamped within ten minutes"
        return moment


def check_signature(bundle, path, item, roots, domain_roots):
    signature = item.get("signature")
    if signature is None or signature["state"] != "signed":
        return 0
    text = bundle.text(signature["path"])
    if text is None:
        bundle.fault(signature["path"], "missing")
        return 0
    archive = next((one["path"] for one in item["capture"]["objects"] if one["role"] == "wacz"), None)
    try:
        given = roots or bundle.read(f"keys/{signature['authority']}.pem") or b""
        moment = signature_fault(text, bundle.read(archive) or b"", given, domain_roots)
        data = json.loads(text)["signedData"] if not isinstance(moment, str) else None
        if isinstance(moment, str):
            bundle.fault(signature["path"], moment)
        elif (signature["domain"], signature["created"]) != (data["domain"], data["created"]):
            bundle.fault(signature["path"], "another signature than item.json states")
        elif instant(signature["genTime"]).replace(microsecond=0) != moment:
            bundle.fault(signature["path"], "stamped at another time than item.json states")
        else:
            return 1
    except (verify_wacz.Fault, verify_wacz.zipfile.BadZipFile, ValueError, KeyError, TypeError, IndexError) as error:
        bundle.fault(signature["path"], f"of another shape: {error}")
    return 0


def check_item(bundle, unit, vkey, roots, domain_roots, easiest, checkpoint, record, entry, shredded_before, taken):
    path = entry["path"]
    item = bundle.json(f"{path}/item.json")
    if item is None:
        return 0, 0, {}
    if (item["place"], item["exhibit"], item["itemId"]) != (entry["place"], entry["exhibit"], entry["itemId"]):
        bundle.fault(f"{path}/item.json", "another item")
    events = {}
    for file in bundle.paths:
        match = re.fullmatch(re.escape(path) + r"/custody/(\d{4,})\.json", file)
        if match:
            events[int(match[1])] = bundle.read(file)
    check_chain(bundle, unit, path, item, events)
    check_proofs(bundle, vkey, checkpoint, path, item, events, shredded_before, taken)
    parsed = []
    for data in events.values():
        try:
            parsed.append(json.loads(data))
        except ValueError:
            pass
    parsed = [event for event in parsed if isinstance(event, dict)]
    if not any(event.get("kind") == "transfer" and event.get("export") == record["number"] for event in parsed):
        bundle.fault(f"{path}/item.json", "no event by which it was handed over")
    check_objects(bundle, path, item, parsed)
    held = check_signature(bundle, path, item, roots, domain_roots)
    proofs = check_proofs_of_time(bundle, path, item, events, parsed, easiest)
    return check_stamps(bundle, roots, path, item, events, parsed), held, proofs


def verify(folder, key=None, log_key=None, roots=None, domain_roots=None, easiest=verify_ots.EASIEST_BITS):
    bundle = Bundle(folder)
    check_bag(bundle)
    unit = read_unit_key(bundle, key or bundle.text("keys/unit.pem"))
    vkey = log_key or bundle.text("keys/log.vkey")
    try:
        log = verify_log.parse_vkey(vkey or "")
    except ValueError:
        bundle.fault("keys/log.vkey", "no key of a log")
        vkey = log = None
    listed = read_manifest(Bundle(folder), LAST_MANIFEST, "sha512")
    for path in bundle.paths:
        if not path.startswith("data/") and path not in (LAST_MANIFEST, "seal.txt", "seal.sig") and path not in listed:
            bundle.fault(path, f"not in {LAST_MANIFEST}")
    seal = check_seal(bundle, unit)
    record = bundle.json("data/export.json")
    checkpoint = bundle.text("data/log/checkpoint") or ""
    size = None
    if log is not None:
        try:
            size = verify_log.open_checkpoint("data/log/checkpoint", checkpoint, log)[0]
        except verify_log.Fault as fault:
            bundle.fault("data/log/checkpoint", str(fault))
    shredded_before, taken = check_shredding(bundle, vkey, checkpoint), set()
    stamps, signatures, items = 0, 0, []
    proofs = {"pending": 0, "attested": 0, "confirmed": 0}
    if record is not None:
        try:
            items = record["items"]
            if log is not None and size is not None and record["log"] != {"origin": log["name"], "size": size}:
                bundle.fault("data/export.json", "another log")
            if seal and (seal["export"], seal["case"], seal["origin"]) != (record["number"], record["caseNumber"], record["log"]["origin"]):
                bundle.fault("seal.txt", "the seal of another bundle")
            if not 1 <= len(items) <= 25:
                bundle.fault("data/export.json", "no items, or too many")
            for at, entry in enumerate(items, 1):
                if entry["place"] != at or entry["path"] != f"data/items/{at:02d}":
                    bundle.fault("data/export.json", f"item {at} is elsewhere")
                    continue
                try:
                    held = check_item(
                        bundle, unit, vkey, roots, domain_roots, easiest, checkpoint, record, entry, shredded_before, taken
                    )
                    stamps, signatures = stamps + held[0], signatures + held[1]
                    proofs = {state: count + held[2].get(state, 0) for state, count in proofs.items()}
                except (KeyError, TypeError, ValueError, AttributeError) as error:
                    bundle.fault(f"{entry['path']}/item.json", f"of another shape: {error}")
        except (KeyError, TypeError) as error:
            bundle.fault("data/export.json", f"of another shape: {error}")
    return {"items": len(items), "stamps": stamps, "signatures": signatures, "proofs": proofs, "faults": bundle.faults}


def main():
    options = argparse.ArgumentParser()
    options.add_argument("folder", nargs="?")
    options.add_argument("--batch", action="store_true")
    options.add_argument("--key")
    options.add_argument("--log-key")
    options.add_argument("--roots")
    options.add_argument("--domain-roots")
    options.add_argument("--easiest-bits", default=f"{verify_ots.EASIEST_BITS:08x}", help="compact form of the easiest target")
    given = options.parse_args()
    if given.batch:
        for line in sys.stdin:
            asked = json.loads(line)
            print(json.dumps(verify(asked["folder"], easiest=int(asked.get("easiestBits", given.easiest_bits), 16))), flush=True)
        return 0
    key = given.key and pathlib.Path(given.key).read_text("utf-8")
    roots = given.roots and pathlib.Path(given.roots).read_bytes()
    domain_roots = given.domain_roots and pathlib.Path(given.domain_roots).read_bytes()
    verdict = verify(given.folder, key, given.log_key, roots, domain_roots, int(given.easiest_bits, 16))
    print(json.dumps(verdict))
    return 4 if verdict["faults"] else 0


if __name__ == "__main__":
    sys.exit(main())
