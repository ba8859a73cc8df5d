#!/usr/bin/env python3
"""Verifies an exported log, or a proof out of it, with nothing but Python's standard library.

Written from the specifications (RFC 6962, RFC 8032, C2SP signed-note, tlog-checkpoint, tlog-tiles, tlog-cosignature,
tlog-proof) and not from the program that writes logs, so that the two can be held against each other.

usage: verify_log.py EXPORT|PROOF --key VKEY [--checkpoint FILE ...]
Prints one JSON object; exit code 0 when all holds, 4 when it does not, 5 when something cannot be read.
"""

import argparse
import base64
import binascii
import hashlib
import json
import pathlib
import re
import sys
from datetime import datetime, timedelta

TILE = 256
CLOCK_TOLERANCE = timedelta(minutes=10)


class Fault(Exception):
    def __init__(self, file, index, reason):
        super().__init__(reason)
        self.as_json = {"file": file, "index": index, "reason": reason}


def decode64(text):
    """Takes the one spelling that bytes have."""
    data = base64.b64decode(text, validate=True)
    if base64.b64encode(data).decode() != text:
        raise ValueError("no canonical base64")
    return data


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


# RFC 6962, section 2.1

def leaf_hash(entry):
    return sha256(b"\x00", entry)


def node_hash(left, right):
    return sha256(b"\x01", left, right)


def root_of(hashes):
    """Merkle tree hash of leaves: pairs from the left, the odd one out goes up as it is."""
    if not hashes:
        return sha256()
    level = list(hashes)
    while len(level) > 1:
        above = [node_hash(level[at], level[at + 1]) for at in range(0, len(level) - 1, 2)]
        if len(level) % 2 == 1:
            above.append(level[-1])
        level = above
    return level[0]


def root_of_path(leaf, index, size, path):
    """Recomputes the root by walking down from the top: which side the leaf is on decides the order."""
    sides = []
    start, end = 0, size
    while end - start > 1:
        split = 1
        while split * 2 < end - start:
            split *= 2
        if index < start + split:
            sides.append("left")
            end = start + split
        else:
            sides.append("right")
            start += split
    if len(sides) != len(path):
        raise ValueError(f"expected {len(sides)} hashes from this leaf to the root, found {len(path)}")
    current = leaf
    for side, sibling in zip(reversed(sides), path):
        current = node_hash(current, sibling) if side == "left" else node_hash(sibling, current)
    return current


# Ed25519 verification (RFC 8032, section 5.1.7), with affine arithmetic over integers: slow and short.

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
SQRT_MINUS_ONE = pow(2, (P - 1) // 4, P)


def add(one, other):
    x1, y1, z1, t1 = one
    x2, y2, z2, t2 = other
    a = (y1 - x1) * (y2 - x2) % P
    b = (y1 + x1) * (y2 + x2) % P
    c = 2 * t1 * t2 * D % P
    d = 2 * z1 * z2 % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(scalar, point):
    result = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = add(result, point)
        point = add(point, point)
        scalar >>= 1
    return result


def decode_point(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P != 0:
        x = x * SQRT_MINUS_ONE % P
    if (x * x - square) % P != 0 or (x == 0 and sign == 1):
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


BASE = decode_point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def is_signed(public_key, message, signature):
    if len(signature) != 64:
        return False
    key, commitment = decode_point(public_key), decode_point(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if key is None or commitment is None or scalar >= L:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + public_key + message).digest(), "little") % L
    left, right = times(scalar, BASE), add(commitment, times(challenge, key))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


# C2SP signed-note and tlog-checkpoint

def parse_vkey(text):
    name, key_id, encoded = text.strip().split("+", 2)
    data = decode64(encoded)
    expected = sha256(name.encode(), b"\n", data)[:4]
    if len(data) != 33 or data[0] != 1 or expected.hex() != key_id:
        raise ValueError("expected the verifier key of a log, found another text")
    return {"name": name, "id": expected, "key": data[1:]}


def open_checkpoint(file, text, log):
    if "\n\n" not in text or not text.endswith("\n"):
        raise Fault(file, None, "no signed note")
    body, _, lines = text.rpartition("\n\n")
    body += "\n"
    state = "missing"
    for line in lines.split("\n")[:-1]:
        match = re.fullmatch("— ([^ +]+) ([A-Za-z0-9+/]+=*)", line)
        if not match:
            raise Fault(file, None, "a line that is no signature")
        try:
            signature = decode64(match[2])
        except ValueError:
            raise Fault(file, None, "a line that is no signature") from None
        if match[1] != log["name"] or signature[:4] != log["id"]:
            continue
        if not is_signed(log["key"], body.encode(), signature[4:]):
            raise Fault(file, None, "the log's signature does not hold")
        state = "good"
    if state != "good":
        raise Fault(file, None, "no signature by the log's key")
    head = body.split("\n")
    if len(head) != 4 or head[0] != log["name"] or not re.fullmatch("0|[1-9][0-9]*", head[1]):
        raise Fault(file, None, "no checkpoint of this log")
    try:
        return int(head[1]), decode64(head[2])
    except ValueError:
        raise Fault(file, None, "no root") from None


# C2SP tlog-tiles

def tile_path(kind, n, width):
    parts = [f"{n % 1000:03d}"]
    while n >= 1000:
        n //= 1000
        parts.insert(0, f"x{n % 1000:03d}")
    return f"tile/{kind}/{'/'.join(parts)}" + ("" if width == TILE else f".p/{width}")


def read(folder, path):
    try:
        return (folder / path).read_bytes()
    except FileNotFoundError:
        raise Fault(path, None, f"expected the file {path}, found none") from None


def tiles(count):
    return [(n, min(TILE, count - n * TILE)) for n in range((count + TILE - 1) // TILE)]


def read_entries(folder, size):
    entries = []
    for n, width in tiles(size):
        path = tile_path("entries", n, width)
        data = read(folder, path)
        for at in range(width):
            length = int.from_bytes(data[:2], "big")
            if len(data) < 2 + length or length != 32:
                raise Fault(path, n * TILE + at, "expected an entry of 32 bytes")
            entries.append(data[2 : 2 + length])
            data = data[2 + length :]
        if data:
            raise Fault(path, n * TILE + width, "more entries than were signed")
    return entries


def check_tiles(folder, hashes):
    level = 0
    while hashes:
        roots = []
        for n, width in tiles(len(hashes)):
            own = hashes[n * TILE : n * TILE + width]
            path = tile_path(level, n, width)
            data = read(folder, path)
            if data != b"".join(own):
                stored = [data[at : at + 32] for at in range(0, len(data), 32)]
                at = next((i for i, one in enumerate(own) if i >= len(stored) or stored[i] != one), width)
                raise Fault(path, (n * TILE + at) * TILE**level, "other hashes than those of what lies below")
            if width == TILE:
                roots.append(root_of(own))
        hashes = roots
        level += 1


def read_entry(path, index, body):
    def once(pairs):
        if len({name for name, _ in pairs}) != len(pairs):
            raise Fault(path, index, "a name that stands there twice")
        return dict(pairs)

    return json.loads(body, object_pairs_hook=once)


def check_bodies(folder, entries):
    path = "bodies.ndjson"
    if not (folder / path).exists():
        return {"bodies": 0, "kinds": {}, "notices": []}
    kinds, notices, seen, latest, shredded = {}, [], [], None, 0
    for number, line in enumerate((folder / path).read_text("utf-8").split("\n"), 1):
        if line == "":
            continue
        try:
            given = json.loads(line)
            index, salt, body = given["index"], binascii.unhexlify(given["salt"]), given["body"]
        except (ValueError, KeyError, TypeError):
            raise Fault(path, None, f"line {number} is no body") from None
        if not isinstance(index, int) or index < 0 or index >= len(entries) or (seen and index <= seen[-1]):
            raise Fault(path, index if isinstance(index, int) else None, "a body out of its place")
        if len(salt) != 16 or sha256(b"\x00", salt, body.encode()) != entries[index]:
            raise Fault(path, index, "another body than the one committed to")
        seen.append(index)
        entry = read_entry(path, index, body)
        kinds[entry["kind"]] = kinds.get(entry["kind"], 0) + 1
        if entry["kind"] == "log.shredded":
            # An entry speaks of those before it alone; one that names no position speaks of none.
            before = entry["body"].get("before")
            if type(before) is int:
                shredded = max(shredded, min(before, index))
        at = datetime.fromisoformat(entry["at"].replace("Z", "+00:00"))
        if latest is not None and at < latest - CLOCK_TOLERANCE:
            notices.append({"index": index, "reason": "a clock was set back"})
        latest = at if latest is None else max(at, latest)
    there = set(seen)
    missing = [index for index in range(shredded, len(entries)) if index not in there]
    if seen and missing:
        raise Fault(path, missing[0], "a body is missing that no entry says was shredded")
    return {"bodies": len(seen), "kinds": kinds, "notices": notices}


def verify_export(folder, log, earlier):
    size, root = open_checkpoint("checkpoint", read(folder, "checkpoint").decode("utf-8"), log)
    entries = read_entries(folder, size)
    report = check_bodies(folder, entries)
    hashes = [leaf_hash(entry) for entry in entries]
    check_tiles(folder, hashes)
    if root_of(hashes) != root:
        raise Fault("checkpoint", None, "other entries than those that were signed")
    for path in earlier:
        then, before = open_checkpoint("earlier checkpoint", pathlib.Path(path).read_text("utf-8"), log)
        if then > size:
            raise Fault("earlier checkpoint", size, "the log was cut off or set back")
        if root_of(hashes[:then]) != before:
            raise Fault("earlier checkpoint", None, "the log was rewritten or forked")
    return {"size": size, "root": root.hex(), **report}


# C2SP tlog-proof

def verify_proof(text, log):
    head, _, checkpoint = text.partition("\n\n")
    first, extra, index, *path = head.split("\n")
    if first != "c2sp.org/tlog-proof@v1" or not extra.startswith("extra ") or not index.startswith("index "):
        raise Fault("proof", None, "no proof of this log")
    size, root = open_checkpoint("proof", checkpoint, log)
    try:
        leaf = json.loads(decode64(extra[6:]))
        commitment = decode64(leaf["commitment"])
        hashes = [decode64(line) for line in path]
        position = int(index[6:])
        if not re.fullmatch("0|[1-9][0-9]*", index[6:]) or position >= size:
            raise ValueError("no entry of those that were signed")
        if len(commitment) != 32 or any(len(one) != 32 for one in hashes):
            raise ValueError("a hash of another length")
        if root_of_path(leaf_hash(commitment), position, size, hashes) != root:
            raise ValueError("the path leads to another root")
        if "body" in leaf:
            salt = decode64(leaf["salt"])
            if len(salt) != 16 or sha256(b"\x00", salt, leaf["body"].encode()) != commitment:
                raise ValueError("another entry than the one committed to")
            read_entry("proof", position, leaf["body"])
    except (ValueError, KeyError, TypeError) as error:
        raise Fault("proof", None, str(error)) from None
    return {"size": size, "root": root.hex(), "index": position}


def main():
    options = argparse.ArgumentParser()
    options.add_argument("path", type=pathlib.Path)
    options.add_argument("--key", required=True)
    options.add_argument("--checkpoint", action="append", default=[])
    given = options.parse_args()
    log = parse_vkey(given.key)
    try:
        if given.path.is_dir():
            report = verify_export(given.path, log, given.checkpoint)
        else:
            report = verify_proof(given.path.read_text("utf-8"), log)
    except Fault as fault:
        print(json.dumps({"fault": fault.as_json}))
        return 4
    except UnicodeDecodeError:
        print(json.dumps({"fault": {"file": str(given.path), "index": None, "reason": "no UTF-8"}}))
        return 4
    except OSError as error:
        print(f"expected to read {error.filename}, but {error.strerror}; this says nothing about the log", file=sys.stderr)
        return 5
    print(json.dumps({**report, "fault": None}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
