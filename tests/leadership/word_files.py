"""What is wrong with a Word file, without Word: is it a sound package, is its XML well formed, do its styles exist, does it skip a heading?

Word repairs or refuses what is not so. Facts: ECMA-376 part 1 (17.3.1 paragraphs, 17.4.49 header rows, 20.4.2.5 docPr), part 2 (packages).
"""

import io
import re
import zipfile
from xml.etree import ElementTree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
# The order in which Word wants the properties of a paragraph and of a table, as far as they are written here.
PARAGRAPH = [
    "pStyle",
    "keepNext",
    "keepLines",
    "pageBreakBefore",
    "widowControl",
    "numPr",
    "bidi",
    "spacing",
    "ind",
    "jc",
]
TABLE = ["tblStyle", "tblW", "jc", "tblBorders", "tblLayout", "tblLook", "tblCaption", "tblDescription"]


def parts(body):
    with zipfile.ZipFile(io.BytesIO(body)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def document(body):
    return ElementTree.fromstring(parts(body)["word/document.xml"])  # noqa: S314 - our own file


def words_of(element):
    return "".join(one.text or "" for one in element.iter(f"{W}t"))


def headings(body):
    """(level, words) in order."""
    found = []
    for paragraph in document(body).iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        named = style is not None and re.fullmatch(r"Heading(\d)", style.get(f"{W}val"))
        if named:
            found.append((int(named[1]), words_of(paragraph)))
    return found


def in_order(properties, order):
    places = [order.index(one.tag.removeprefix(W)) for one in properties if one.tag.removeprefix(W) in order]
    unknown = [one.tag for one in properties if one.tag.removeprefix(W) not in order]
    return places == sorted(places) and not unknown


def faults(body):
    """What would make Word ask whether it may repair the file, or a screen reader lose its way. An empty list is a pass."""
    found, inside = [], parts(body)
    for name, content in inside.items():
        if name.endswith((".xml", ".rels")):
            ElementTree.fromstring(content)  # noqa: S314 - our own file
    root = document(body)
    styles = ElementTree.fromstring(inside["word/styles.xml"])  # noqa: S314 - our own file
    known = {one.get(f"{W}styleId") for one in styles.iter(f"{W}style")}
    for tag in ("pStyle", "rStyle", "tblStyle"):
        found += [f"no style {one.get(W + 'val')}" for one in root.iter(W + tag) if one.get(f"{W}val") not in known]
    found += [f"a picture says nothing: {one.get('id')}" for one in root.iter(DRAWN) if not one.get("descr")]
    levels = [level for level, _words in headings(body)]
    found += [f"from heading {a} to {b}" for a, b in zip([0, *levels], levels, strict=False) if b > a + 1]
    links = ElementTree.fromstring(inside["word/_rels/document.xml.rels"])  # noqa: S314 - our own file
    known = {one.get("Id") for one in links}
    names = {one.get(f"{W}name") for one in root.iter(f"{W}bookmarkStart")}
    for link in root.iter(f"{W}hyperlink"):
        if link.get(f"{R}id") not in known and link.get(f"{W}anchor") not in names:
            found.append(f"a link leads nowhere: {words_of(link)}")
    for table in root.iter(f"{W}tbl"):
        rows = table.findall(f"{W}tr")
        if rows[0].find(f"{W}trPr/{W}tblHeader") is None:
            found.append("a table without a header row")
        if len({len(row.findall(f"{W}tc")) for row in rows}) != 1:
            found.append("a ragged table")
        if not in_order(table.find(f"{W}tblPr"), TABLE):
            found.append(f"properties of a table: {[one.tag for one in table.find(f'{W}tblPr')]}")
    found += [
        f"properties of a paragraph: {[each.tag for each in one]}"
        for one in root.iter(f"{W}pPr")
        if not in_order(one, PARAGRAPH)
    ]
    return found
