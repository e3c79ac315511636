"""What OSCAL's metaschema asks beyond its JSON schema: ids that are unique, references that resolve, tokens, times with
zones, namespaces that are URIs with a host; and that Markdown says what the XML form says.

rules(documents) takes {"component": (JSON, XML), "mapping": ..., "ssp": ..., "catalog": ...} of one document, as bytes,
and gives what is wrong."""

import json
import re
import subprocess
import unicodedata
import xml.etree.ElementTree as ET

OSCAL = "{http://csrc.nist.gov/ns/oscal/1.0}"
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[45][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$")
HOST = re.compile(r"https?://[A-Za-z0-9.-]+(:\d+)?(/\S*)?$")
TOKENS = "id", "role-id", "control-id", "statement-id", "class", "name", "type"
OURS = "https://demarc.invalid/ns/oscal/1"


def objects(value):
    """All objects in a JSON value, from outside in."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else []:
        yield from objects(inner)


def is_token(text):
    def letter(c):
        return c == "_" or unicodedata.category(c)[0] == "L"
    return bool(text) and letter(text[0]) and all(letter(c) or unicodedata.category(c)[0] == "N" or c in ".-" for c in text)


def twice(values):
    seen = set()
    return [v for v in values if v in seen or seen.add(v)]


def unique(root):
    for uuid in twice([o["uuid"] for o in objects(root) if "uuid" in o]):
        yield f"uuid {uuid} twice"
    for one in twice([o["id"] for o in objects(root) if "id" in o]):
        yield f"id {one} twice"
    for o in objects(root):
        for key, name in ("props", ("ns", "name", "class", "value")), ("responsible-roles", ("role-id",)), \
                ("responsible-parties", ("role-id",)), ("links", ("href", "rel")), ("roles", ("id",)), ("by-components", ("component-uuid",)):
            for again in twice([tuple(p.get(n) for n in name) for p in o.get(key, [])]):
                yield f"{key} {again} twice"


def spelled(root):
    for o in objects(root):
        if "uuid" in o and not UUID.match(o["uuid"]):
            yield f"uuid {o['uuid']}"
        if "ns" in o and not HOST.match(o["ns"]):
            yield f"namespace {o['ns']}"
        for key in TOKENS:
            organization = key == "name" and ("short-name" in o or o.get("type") == "organization")
            if isinstance(o.get(key), str) and not organization and not is_token(o[key]):
                yield f"{key} {o[key]!r} is no token"
        for prop in o.get("props", []):
            if not re.match(r"\S(.*\S)?$", prop["value"]):
                yield f"value {prop['value']!r}"
    for key in "published", "last-modified":
        if not TIME.match(root["metadata"][key]):
            yield f"{key} {root['metadata'][key]}"


def resolve(root, catalog):
    resources = {r["uuid"]: r for r in root.get("back-matter", {}).get("resources", [])}
    roles = {r["id"] for r in root["metadata"]["roles"]}
    parties = {p["uuid"] for p in root["metadata"]["parties"]}
    components = {o["uuid"] for o in objects(root) if "responsible-roles" in o and "title" in o}
    provided = {p["uuid"] for o in objects(root) for p in o.get("provided", [])}
    for resource in resources.values():
        if not any(link.get("href") for link in resource.get("rlinks", [])):
            yield f"resource {resource.get('title')} has no link"
    for o in objects(root):
        for key in "href", "source":
            if isinstance(o.get(key), str) and o[key].startswith("#") and o[key][1:] not in resources:
                yield f"{key} {o[key]} leads nowhere"
        for uuid in o.get("party-uuids", []):
            if uuid not in parties:
                yield f"party {uuid} is nobody"
        for key, known in ("role-id", roles), ("component-uuid", components), ("provided-uuid", provided), \
                ("control-id", catalog), ("statement-id", catalog), ("id-ref", catalog):
            if key in o and o[key] not in known:
                yield f"{key} {o[key]} is not there"
        for one in o.get("with-ids", []):
            if one not in catalog:
                yield f"control {one} is not there"


def facts_apart(root):
    """No name of an author's stands in the namespace of ours."""
    for o in objects(root):
        ours = {p["name"] for p in o.get("props", []) if p.get("ns") == OURS}
        for prop in o.get("props", []):
            if prop.get("class") in FACT_KINDS and prop.get("ns") == OURS:
                yield f"fact {prop['name']} among {sorted(ours)}"


FACT_KINDS = {"duration", "business-days", "frequency", "region", "jurisdiction", "email", "url", "protocol", "service",
              "algorithm", "boolean", "number", "date", "reference", "text"}


def said_in_json(root):
    return [o[key] for o in objects(root) for key in ("description", "remarks", "mapping-description") if isinstance(o.get(key), str)]


def said_in_xml(data):
    found = []
    for element in ET.fromstring(data).iter():
        if element.tag.removeprefix(OSCAL) in ("description", "remarks", "mapping-description"):
            found.append(["".join(p.itertext()) for p in element.findall(OSCAL + "p")])
    return found


def rules(documents):
    """What is wrong with them, as a list of sentences."""
    wrong, texts, expected = [], [], []
    roots = {form: next(iter(json.loads(data).values())) for form, (data, _) in documents.items()}
    catalog = {o["id"] for o in objects(roots["catalog"]) if "id" in o}
    for form, root in roots.items():
        wrong += [f"{form}: {w}" for check in (unique, spelled, facts_apart) for w in check(root)]
        wrong += [f"{form}: {w}" for w in resolve(root, catalog)]
        texts += said_in_json(root)
        expected += said_in_xml(documents[form][1])
    read = json.loads(subprocess.run(["node", "tests/export/markdown.mjs"], input=json.dumps(texts).encode(), check=True,
                                     capture_output=True).stdout)
    if sorted(read) != sorted(expected):
        odd = [r for r in read if r not in expected][:2], [e for e in expected if e not in read][:2]
        wrong.append(f"Markdown and XML differ: {odd}")
    return wrong
