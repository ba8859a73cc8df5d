#!/usr/bin/env python3
"""Checks a file of indicators with nothing but Python's standard library.

Written from STIX 2.1 (OASIS Standard, 10 June 2021), TLP 2.0 for STIX, and from what Vigie's documentation says may leave, not from
the program that writes such files, so that the two can be held against each other.

usage: verify_stix.py FILE
       verify_stix.py --batch        one JSON document a line in, one verdict a line out
Prints a JSON list of faults; exit code 0 when there is none, 4 when there are.
"""

import json
import re
import sys
import urllib.parse
import uuid

NAMESPACE = uuid.UUID("00abedb4-aa42-466c-9c01-fed23315a9b7")
TLP_EXTENSION = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"
TLP_AMBER_STRICT = "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003"
TIMESTAMP = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?Z")
HOST = re.compile(r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+")
# Section 3.2 and the sections of each object: which members are there, and which there can be beside them here.
COMMON = {"type", "spec_version", "id"}
MEMBERS = {
    "domain-name": (COMMON | {"value", "object_marking_refs"}, set()),
    "url": (COMMON | {"value", "object_marking_refs"}, set()),
    "observed-data": (
        COMMON
        | {"created", "modified", "first_observed", "last_observed", "number_observed", "object_refs"}
        | {"external_references", "object_marking_refs"},
        set(),
    ),
    "marking-definition": (COMMON | {"created"}, {"name", "extensions", "definition_type", "definition"}),
}


def is_id(text, kind=None):
    if not isinstance(text, str) or not re.fullmatch(r"[a-z][a-z0-9-]{2,}--[0-9a-f-]{36}", text):
        return False
    name, _, tail = text.partition("--")
    try:
        parsed = uuid.UUID(tail)
    except ValueError:
        return False
    return parsed.variant == uuid.RFC_4122 and str(parsed) == tail and kind in (None, name)


def is_time(text, whole_day=False):
    return isinstance(text, str) and bool(TIMESTAMP.fullmatch(text)) and (not whole_day or "T00:00:00" in text)


def check_marking(one, fault):
    if one["id"] == TLP_AMBER_STRICT:
        if one != {
            "type": "marking-definition",
            "spec_version": "2.1",
            "id": TLP_AMBER_STRICT,
            "created": "2022-10-01T00:00:00.000Z",
            "name": "TLP:AMBER+STRICT",
            "extensions": {TLP_EXTENSION: {"extension_type": "property-extension", "tlp_2_0": "amber+strict"}},
        }:
            fault("not the marking that TLP 2.0 defines")
        return
    definition = one.get("definition")
    if one.get("definition_type") != "statement" or "extensions" in one or "name" in one:
        fault("no statement marking")
    elif not isinstance(definition, dict) or set(definition) != {"statement"} or not isinstance(definition["statement"], str):
        fault("no statement")
    if not is_time(one["created"]):
        fault("created is no time")


def check_observable(one, fault):
    value = one["value"]
    if not isinstance(value, str) or value == "":
        fault("no value")
        return
    name = json.dumps({"value": value}, ensure_ascii=False, separators=(",", ":"))
    if one["id"] != f"{one['type']}--{uuid.uuid5(NAMESPACE, name)}":
        fault("the identifier is not made from the value")
    host = value
    if one["type"] == "url":
        parts = urllib.parse.urlsplit(value)
        host = parts.hostname or ""
        if parts.scheme not in ("http", "https") or "@" in parts.netloc or parts.fragment:
            fault("no address of a page")
        if "@" in urllib.parse.unquote(value):
            fault("a handle or mail in an address")
    if not HOST.fullmatch(host) or host.split(".")[-1].isdigit():
        fault("no host name")


def check_observed(one, by_id, fault):
    for name in ("created", "modified"):
        if not is_time(one[name]):
            fault(f"{name} is no time")
    for name in ("first_observed", "last_observed"):
        if not is_time(one[name], whole_day=True):
            fault(f"{name} is no day")
    if not one["first_observed"] <= one["last_observed"] or not one["created"] <= one["modified"]:
        fault("times are not in their order")
    count, refs, exhibits = one["number_observed"], one["object_refs"], one["external_references"]
    if not isinstance(count, int) or isinstance(count, bool) or not 1 <= count <= 25:
        fault("number_observed is out of range")
    if len(refs) != 1 or by_id.get(refs[0], {}).get("type") not in ("domain-name", "url"):
        fault("object_refs is not one observable of the file")
    for exhibit in exhibits:
        if set(exhibit) != {"source_name", "external_id"} or exhibit["source_name"] != "exhibit":
            fault("a reference to something else than an exhibit")
        elif not re.fullmatch(r"[1-9]\d*/[1-9]\d*/[1-9]\d?", exhibit["external_id"]):
            fault("no number of an exhibit")
    if len(exhibits) != count:
        fault("another number of exhibits than it counts")


def verify(bundle):
    faults = []
    if not isinstance(bundle, dict) or set(bundle) != {"type", "id", "objects"} or bundle["type"] != "bundle":
        return ["no bundle"]
    if not is_id(bundle["id"], "bundle") or not isinstance(bundle["objects"], list) or not bundle["objects"]:
        return ["no identifier, or no objects"]
    by_id = {one.get("id"): one for one in bundle["objects"] if isinstance(one, dict) and isinstance(one.get("id"), str)}
    if len(by_id) != len(bundle["objects"]):
        faults.append("an object without an identifier, or twice")
    markings = {key for key in by_id if key.startswith("marking-definition--")}
    if len(markings) != 2 or TLP_AMBER_STRICT not in markings:
        faults.append("not the two markings")
    hosts = [one.get("value") for one in by_id.values() if one.get("type") == "domain-name"]
    for at, one in enumerate(bundle["objects"]):
        def fault(reason, at=at):
            faults.append(f"objects.{at}: {reason}")

        try:
            kind = one["type"]
            if not isinstance(kind, str) or kind not in MEMBERS:
                fault(f"an object that may not leave: {kind}")
                continue
            needed, allowed = MEMBERS[kind]
            if not needed <= set(one) or not set(one) <= needed | allowed:
                fault("members are missing, or there are others")
                continue
            if one["spec_version"] != "2.1" or not is_id(one["id"], kind):
                fault("another version, or no identifier of its type")
            if kind == "marking-definition":
                check_marking(one, fault)
                continue
            if len(one["object_marking_refs"]) != 2 or set(one["object_marking_refs"]) != markings:
                fault("not marked with both markings")
            if kind == "observed-data":
                check_observed(one, by_id, fault)
            else:
                check_observable(one, fault)
                if kind == "url" and urllib.parse.urlsplit(one["value"]).hostname not in hosts:
                    fault("a page whose host is not beside it")
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            fault(f"of another shape: {error}")
    return faults


def main():
    if sys.argv[1:] == ["--batch"]:
        for line in sys.stdin:
            print(json.dumps(verify(json.loads(line))), flush=True)
        return 0
    with open(sys.argv[1], encoding="utf-8") as file:
        faults = verify(json.load(file))
    print(json.dumps(faults))
    return 4 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
