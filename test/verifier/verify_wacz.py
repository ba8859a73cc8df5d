#!/usr/bin/env python3
"""Checks a WACZ package and the WARC file in it, with nothing but Python's standard library.

Written from the specifications (WACZ 1.1.1, ISO 28500:2017 as WARC/1.1, CDXJ) and not from the program that writes
captures, so that the two can be held against each other.

usage: verify_wacz.py FILE
Prints one JSON object; exit code 0 when all holds, 4 when it does not.
"""

import datetime
import hashlib
import json
import re
import sys
import zipfile

NEEDED = {"datapackage.json", "datapackage-digest.json", "pages/pages.jsonl"}
MANDATORY = ("WARC-Record-ID", "Content-Length", "WARC-Date", "WARC-Type")


class Fault(Exception):
    pass


def need(holds, reason):
    if not holds:
        raise Fault(reason)


def digest(data):
    return "sha256:" + hashlib.sha256(data).hexdigest()


def open_package(path):
    package = zipfile.ZipFile(path)
    need(package.testzip() is None, "a part does not have its checksum")
    names = package.namelist()
    need(len(names) == len(set(names)), "two parts have one name")
    for info in package.infolist():
        need(not info.filename.startswith(("/", "..")) and "/../" not in info.filename, "a part's path leads out")
        if info.filename.startswith("archive/"):
            need(info.compress_type == zipfile.ZIP_STORED, "an archive is compressed in the package")
    need(NEEDED <= set(names), "missing " + ", ".join(sorted(NEEDED - set(names))))
    return package


def check_manifest(package):
    raw = package.read("datapackage.json")
    sealed = json.loads(package.read("datapackage-digest.json"))
    need(sealed["path"] == "datapackage.json", "the digest is of another file")
    need(sealed["hash"] == digest(raw), "the manifest is not the one that was hashed")
    manifest = json.loads(raw)
    need(manifest["profile"] == "data-package", "another profile")
    need(manifest["wacz_version"] == "1.1.1", "another version")
    listed = {resource["path"]: resource for resource in manifest["resources"]}
    others = set(package.namelist()) - {"datapackage.json", "datapackage-digest.json"}
    need(set(listed) == others, "the manifest lists other parts than there are")
    for path, resource in listed.items():
        data = package.read(path)
        need(resource["bytes"] == len(data), f"{path} has another length")
        need(resource["hash"] == digest(data), f"{path} has another hash")
        need(resource["name"] == path.split("/")[-1], f"{path} has another name")
    return manifest


def check_pages(package, manifest):
    lines = [json.loads(line) for line in package.read("pages/pages.jsonl").decode().split("\n") if line]
    need(lines[0]["format"] == "json-pages-1.0", "another format of pages")
    need(len(lines) == 2, "not one page")
    need(lines[1]["url"] == manifest["mainPageUrl"], "the page is not the main page")
    datetime.datetime.fromisoformat(lines[1]["ts"].replace("Z", "+00:00"))
    return lines[1]


def read_records(data):
    """Yields each record with its place: headers, block, offset, length."""
    at = 0
    while at < len(data):
        start = at
        end = data.find(b"\r\n\r\n", at)
        need(end >= 0, f"no end of headers at {at}")
        lines = data[at:end].decode("utf-8").split("\r\n")
        need(lines[0] == "WARC/1.1", f"no record at {at}")
        headers = [line.split(": ", 1) for line in lines[1:]]
        names = [name for name, _ in headers]
        fields = dict(headers)
        for name in MANDATORY:
            need(names.count(name) == 1, f"{name} missing or repeated at {at}")
        length = int(fields["Content-Length"])
        block = data[end + 4 : end + 4 + length]
        need(len(block) == length, f"the record at {at} is cut")
        at = end + 4 + length
        need(data[at : at + 4] == b"\r\n\r\n", f"the record at {start} has no end")
        at += 4
        yield fields, block, start, at - start


def check_records(data):
    responses, ids, last = [], set(), None
    for number, (fields, block, offset, length) in enumerate(read_records(data)):
        kind = fields["WARC-Type"]
        need(re.fullmatch(r"<urn:uuid:[0-9a-f-]{36}>", fields["WARC-Record-ID"]), "no record id")
        need(fields["WARC-Record-ID"] not in ids, "two records have one id")
        ids.add(fields["WARC-Record-ID"])
        datetime.datetime.fromisoformat(fields["WARC-Date"].replace("Z", "+00:00"))
        need((number == 0) == (kind == "warcinfo"), "warcinfo is not the first record, and no other")
        need(fields["WARC-Block-Digest"] == digest(block), f"another block at {offset}")
        if kind == "response":
            head, _, payload = block.partition(b"\r\n\r\n")
            need(fields["WARC-Payload-Digest"] == digest(payload), f"another payload at {offset}")
            need("WARC-IP-Address" in fields, f"no address at {offset}")
            status = head.decode("latin-1").split("\r\n")[0]
            need(re.match(r"HTTP/1\.1 \d{3}", status), f"no status line at {offset}")
            last = fields["WARC-Record-ID"]
            responses.append((fields["WARC-Target-URI"], int(status[9:12]), offset, length, fields["WARC-Payload-Digest"]))
        elif kind == "request":
            need(fields["WARC-Concurrent-To"] == last, "a request without its response")
            need(re.match(rb"(GET|POST) \S+ HTTP/1\.1\r\n", block), "no request line")
            last = None
        else:
            need(kind == "warcinfo" and b"software: " in block, "a record of another kind")
    need(last is None, "a response without its request")
    return responses


def check_index(package, responses):
    lines = [line for line in package.read("indexes/index.cdxj").decode().split("\n") if line]
    need(lines == sorted(lines, key=lambda line: line.encode()), "the index is not sorted")
    found = set()
    for line in lines:
        key, stamp, fields = line.split(" ", 2)
        need(re.fullmatch(r"\d{14}", stamp) and ")/" in key, "no key and time")
        entry = json.loads(fields)
        need(entry["filename"] == "data.warc", "the index names another file")
        found.add((entry["url"], int(entry["status"]), int(entry["offset"]), int(entry["length"]), entry["digest"]))
    need(found == set(responses), "the index does not say where the responses are")


def main():
    try:
        package = open_package(sys.argv[1])
        manifest = check_manifest(package)
        page = check_pages(package, manifest)
        responses = check_records(package.read("archive/data.warc"))
        check_index(package, responses)
        need(any(url == page["url"] for url, *_ in responses), "the page is in no response")
    except (Fault, KeyError, ValueError, IndexError, zipfile.BadZipFile) as fault:
        print(json.dumps({"holds": False, "reason": str(fault)}))
        return 4
    print(json.dumps({"holds": True, "url": page["url"], "responses": [[url, status] for url, status, *_ in responses]}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
