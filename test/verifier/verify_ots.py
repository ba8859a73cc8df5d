"""Detached proofs of OpenTimestamps (version 1) and headers of Bitcoin's blocks, with Python's standard library.

Written from the format (a magic, a version, the hash of a file, then a tree of operations that ends in attestations) and from
Bitcoin's developer reference on block headers.
"""

import hashlib
from datetime import datetime, timezone

MAGIC = b"\x00OpenTimestamps\x00\x00Proof\x00\xbf\x89\xe2\xe8\x84\xe8\x92\x94"
PENDING = bytes.fromhex("83dfe30d2ef90c8e")
BITCOIN = bytes.fromhex("0588960d73d71901")
ADDRESS = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._/:")
HASHES = {b"\x02": "sha1", b"\x03": "ripemd160", b"\x08": "sha256"}
EASIEST_BITS = 0x1D00FFFF
MOST_STEPS = 256
MOST_BYTES = 4096


class Fault(Exception):
    pass


class Cursor:
    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, count):
        part = self.data[self.at : self.at + count]
        if len(part) != count:
            raise Fault("cut off")
        self.at += count
        return part

    def varuint(self):
        value, shift = 0, 0
        while True:
            byte = self.take(1)[0]
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
            shift += 7
            if shift > 63:
                raise Fault("a number without end")

    def varbytes(self, least, most):
        count = self.varuint()
        if not least <= count <= most:
            raise Fault("a length out of bounds")
        return self.take(count)

    def done(self):
        if self.at != len(self.data):
            raise Fault("more than a proof")


def ends(data, digest):
    """Every (mark, value, message) that a proof of this digest ends in."""
    cursor = Cursor(data)
    if cursor.take(len(MAGIC)) != MAGIC or cursor.take(1) != b"\x01" or cursor.take(1) != b"\x08":
        raise Fault("no detached proof of a SHA-256")
    if cursor.take(32) != digest:
        raise Fault("a proof of other data")
    found, waiting = [], [(digest, MOST_STEPS)]
    # What follows a fork is read first, so the last message that was put aside is the next to go on with.
    while waiting:
        message, left = waiting.pop()
        if left == 0:
            raise Fault("too many steps")
        mark = cursor.take(1)
        if mark == b"\xff":
            waiting.append((message, left))
            mark = cursor.take(1)
        if mark == b"\x00":
            found.append(attestation(cursor, message))
        elif mark in HASHES:
            waiting.append((hashlib.new(HASHES[mark], message).digest(), left - 1))
        elif mark in (b"\xf0", b"\xf1"):
            more = cursor.varbytes(1, MOST_BYTES)
            message = message + more if mark == b"\xf0" else more + message
            if len(message) > MOST_BYTES:
                raise Fault("a message that is too long")
            waiting.append((message, left - 1))
        else:
            raise Fault(f"the operation {mark.hex()}")
    cursor.done()
    return found


def attestation(cursor, message):
    mark = cursor.take(8)
    inner = Cursor(cursor.varbytes(0, 8192))
    if mark == PENDING:
        value = inner.varbytes(1, 1000)
        if not ADDRESS.issuperset(value):
            raise Fault("an address with other characters")
    elif mark == BITCOIN:
        value = inner.varuint()
    else:
        return mark, None, message
    inner.done()
    return mark, value, message


def target(bits):
    size, word = bits >> 24, bits & 0x7FFFFF
    if bits & 0x800000 or word == 0 or size > 32:
        raise Fault("no target")
    return word >> 8 * (3 - size) if size <= 3 else word << 8 * (size - 3)


def read_header(header, easiest):
    """(hash as people write it, Merkle root, time) of a block that work was done for."""
    if len(header) != 80:
        raise Fault("no block header")
    digest = hashlib.sha256(hashlib.sha256(header).digest()).digest()
    wanted = target(int.from_bytes(header[72:76], "little"))
    if wanted > target(easiest):
        raise Fault("a target easier than Bitcoin takes")
    if int.from_bytes(digest, "little") > wanted:
        raise Fault("no work was done for the block")
    moment = datetime.fromtimestamp(int.from_bytes(header[68:72], "little"), timezone.utc)
    return digest[::-1].hex(), header[36:68], moment


def verify(data, digest, stated, easiest=EASIEST_BITS):
    """(what a proof shows, the time of its block); stated is what item.json has of it."""
    found = ends(data, digest)
    blocks = {(value, message) for mark, value, message in found if mark == BITCOIN}
    promised = any(mark == PENDING for mark, _, _ in found)
    state, block = stated["state"], stated["block"]
    if (state == "confirmed") != (block is not None):
        raise Fault("a block without a confirmed proof, or the other way round")
    if state == "pending":
        if blocks or not promised:
            raise Fault("not pending, as item.json states")
        return "pending", None
    if not blocks:
        raise Fault("no block, though item.json states one")
    if block is None:
        if stated["height"] not in {height for height, _ in blocks}:
            raise Fault("another block than item.json states")
        return "attested", None
    name, root, moment = read_header(bytes.fromhex(block["header"]), easiest)
    if name != block["hash"]:
        raise Fault("the header of another block than item.json states")
    if (block["height"], root) not in blocks:
        raise Fault("the Merkle root of the block is another than the proof leads to")
    return "confirmed", moment
