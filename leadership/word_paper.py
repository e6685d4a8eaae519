"""A Word document with real headings, lists, tables, links and pictures that say what they show. Knows nothing of plans.

Word marks structure by styles; everything here sets one, so that screen readers and Word's own outline find their way. Facts on the
format: ECMA-376 part 1 (WordprocessingML), 17.3 paragraphs, 17.4 tables, 17.9 numbering, 20.4.2.5 docPr.
"""

import io
import unicodedata

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor

from .clean_html import Kind, Words, paragraphs_of
from .tagging import printable

DEEPEST_HEADING, DEEPEST_LIST = 6, 3
INK, SOFT, LINE = RGBColor(0x1F, 0x28, 0x68), RGBColor(0x54, 0x4D, 0x43), "E2DACB"
STYLES = {  # name: letters in points, space before, space after
    "Normal": (10.5, 0, 6),
    "Title": (26, 0, 4),
    "Heading 1": (18, 22, 6),
    "Heading 2": (13, 14, 4),
    "Heading 3": (11.5, 12, 3),
    "Heading 4": (11, 10, 3),
    "Heading 5": (10.5, 8, 2),
    "Heading 6": (10.5, 8, 2),
    "Caption": (9.5, 4, 3),
}
SIZES = {"letter": (215.9, 279.4), "a4": (210, 297)}
MARGIN = 22
LONGEST_ALT = 1000


class WordPaper:
    """Written from top to bottom; `saved` gives the file."""

    def __init__(self, title, author, language="en", size="letter"):
        self.document = Document()
        self.level = 0  # of the last heading
        self.bookmarks = 0
        self.language = language
        self._drop_thumbnail()
        self._set_page(*SIZES[size])
        self._set_styles()
        about = self.document.core_properties
        about.title, about.author, about.language = printable(title), printable(author), language
        about.comments = about.keywords = about.subject = about.last_modified_by = ""

    # --- words ------------------------------------------------------------------------------------------------
    def title(self, words):
        self._paragraph("Title", words)

    def heading(self, words, level=1, name=""):
        """No level is skipped on the way down. `name`: where links inside the document lead."""
        self.level = min(level, self.level + 1, DEEPEST_HEADING)
        paragraph = self._paragraph(f"Heading {self.level}", words)
        if name:
            self._bookmark(paragraph, name)

    def text(self, *words, style="Normal", soft=False, strong=False):
        """A paragraph of one or more runs; what is empty is left out. Empty altogether, there is none."""
        runs = [one if isinstance(one, Words) else Words(str(one), strong) for one in words if one]
        if any(run.text.strip() for run in runs):
            self._paragraph(style, *spaced(runs), soft=soft)

    def soft(self, *words):
        self.text(*words, soft=True)

    def quote(self, words, by=""):
        for line in str(words).splitlines():
            self.text(line, style="Quote")
        self.soft(by)

    def bullets(self, items, deep=1):
        for item in items:
            self._paragraph(listing("Bullet", deep), *(item if isinstance(item, tuple) else (item,)))

    def numbered(self, items, start=1):
        number = self._numbering(1, start)
        for item in items:
            self._number(self._paragraph("List Number", *(item if isinstance(item, tuple) else (item,))), number)

    def link(self, words, address):
        self.text(Words(str(words), href=address))

    def contents(self, chapters):
        """A list of links to headings in this document."""
        for name, words in chapters:
            paragraph = self._paragraph("List Bullet")
            paragraph._p.append(self._hyperlink(Words(str(words)), anchor=name))

    def rich(self, html, level=2):
        """What people wrote: their headings begin at `level`, lists are lists."""
        numbers, highest = {}, None
        for one in paragraphs_of(html):
            if one.kind is Kind.HEADING:
                highest = min(highest or one.level, one.level)
                self.level = min(level + one.level - highest, self.level + 1, DEEPEST_HEADING)
                self._paragraph(f"Heading {self.level}", *one.words)
                continue
            deep = min(one.level, DEEPEST_LIST)
            if one.kind is Kind.NOTE:
                self._paragraph("Normal", *one.words, soft=True)
            elif one.kind is Kind.MORE:
                self._paragraph(listing("Continue", deep), *one.words)
            elif one.kind is Kind.ITEM and one.start is None:
                self._paragraph(listing("Bullet", deep), *one.words)
            elif one.kind is Kind.ITEM:
                if one.listed not in numbers:
                    numbers[one.listed] = self._numbering(deep, one.start)
                self._number(self._paragraph(listing("Number", deep), *one.words), numbers[one.listed])
            else:
                self._paragraph("Quote" if one.quoted else "Normal", *one.words)

    # --- tables and pictures ----------------------------------------------------------------------------------
    def table(self, caption, heads, rows, narrow=False):
        """The first row heads the columns and is repeated on every page; the first cell of a row heads the row."""
        rows = list(rows)
        if not rows:
            return
        self._paragraph("Caption", caption).paragraph_format.keep_with_next = True
        table = self.document.add_table(rows=0, cols=len(heads), style="Table Grid")
        for number, cells in enumerate([heads, *rows]):
            row = table.add_row()
            properties = row._tr.get_or_add_trPr()
            properties.append(OxmlElement("w:cantSplit"))
            if not number:
                properties.append(OxmlElement("w:tblHeader"))
            for cell, words in zip(row.cells, cells, strict=True):
                self._fill(cell.paragraphs[0], Words(str(words), strong=not number))
                cell.paragraphs[0].paragraph_format.space_after = Pt(2)
        self._describe(table, caption)
        if narrow:
            table.autofit = False
            for cell in (cell for row in table.rows for cell in row.cells):
                cell.width = Mm(100 / len(heads))
        self._paragraph("Normal")  # Word wants a paragraph between two tables

    def picture(self, png, says, width):
        """`width` in millimetres; `says` is for those who do not see it."""
        paragraph = self.document.add_paragraph()
        drawn = paragraph.add_run().add_picture(io.BytesIO(png), width=Mm(width))
        drawn._inline.docPr.set("descr", printable(" ".join(str(says).split()))[:LONGEST_ALT])

    @property
    def width(self):
        """Between the margins, in millimetres."""
        section = self.document.sections[0]
        return Length(section.page_width - section.left_margin - section.right_margin).mm

    def saved(self) -> bytes:
        file = io.BytesIO()
        self.document.save(file)
        return file.getvalue()

    # --- how Word says it -------------------------------------------------------------------------------------
    def _paragraph(self, style, *words, soft=False):
        paragraph = self.document.add_paragraph(style=style)
        self._fill(paragraph, *words, soft=soft)
        return paragraph

    def _fill(self, paragraph, *words, soft=False):
        runs = [one if isinstance(one, Words) else Words(str(one)) for one in words]
        backwards = reads_right_to_left("".join(one.text for one in runs))
        if backwards:
            paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
        for one in runs:
            if one.href:
                paragraph._p.append(self._hyperlink(one, backwards=backwards))
                continue
            run = paragraph.add_run(printable(one.text))
            run.bold, run.italic = one.strong or None, one.em or None
            if soft:
                run.font.color.rgb, run.font.size = SOFT, Pt(9.5)
            if backwards:
                run.font.rtl = True

    def _hyperlink(self, words, anchor="", backwards=False):
        link = OxmlElement("w:hyperlink")
        if anchor:
            link.set(qn("w:anchor"), anchor)
        else:
            part = self.document.part
            link.set(qn("r:id"), part.relate_to(words.href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        run = self.document.add_paragraph().add_run(printable(words.text))
        run.font.underline, run.font.color.rgb = True, RGBColor(0x2E, 0x3A, 0x87)
        run.bold, run.italic, run.font.rtl = words.strong or None, words.em or None, backwards or None
        holder = run._r.getparent()
        link.append(run._r)
        holder.getparent().remove(holder)
        return link

    def _bookmark(self, paragraph, name):
        self.bookmarks += 1
        for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
            mark = OxmlElement(tag)
            mark.set(qn("w:id"), str(self.bookmarks))
            if tag.endswith("Start"):
                mark.set(qn("w:name"), name)
            paragraph._p.append(mark)

    def _numbering(self, deep, start):
        """A list of its own that begins at this number, looking like the style of its depth."""
        style = self.document.styles[listing("Number", deep)]
        numbering = self.document.part.numbering_part.element
        like = style.element.pPr.numPr.numId.val
        kind = next(one for one in numbering.num_lst if one.numId == like).abstractNumId.val
        number = numbering.add_num(kind)
        number.add_lvlOverride(ilvl=0).add_startOverride(start)
        return number.numId

    def _number(self, paragraph, number):
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = number

    def _describe(self, table, caption):
        said = OxmlElement("w:tblCaption")
        said.set(qn("w:val"), printable(str(caption)))
        table._tbl.tblPr.append(said)
        borders = OxmlElement("w:tblBorders")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
            line = OxmlElement(f"w:{side}")
            wide = side in ("top", "bottom", "insideH")
            for name, value in (("val", "single" if wide else "nil"), ("sz", "4"), ("space", "0"), ("color", LINE)):
                line.set(qn(f"w:{name}"), value)
            borders.append(line)
        after = {qn(f"w:{name}") for name in ("shd", "tblLayout", "tblCellMar", "tblLook", "tblCaption")}
        next(one for one in table._tbl.tblPr if one.tag in after).addprevious(borders)  # Word asks for this order

    def _set_page(self, width, height):
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(width), Mm(height)
        section.left_margin = section.right_margin = Mm(MARGIN)
        section.top_margin = section.bottom_margin = Mm(MARGIN)

    def _set_styles(self):
        for name, (size, before, after) in STYLES.items():
            style = self.document.styles[name]
            style.font.size = Pt(size)
            style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
            if name != "Normal":
                style.font.color.rgb = SOFT if name == "Caption" else INK
            if name == "Caption":
                style.font.bold = False
        self.document.styles["Quote"].paragraph_format.left_indent = Mm(6)
        for spoken in self.document.styles.element.iter(qn("w:lang")):
            for side in ("val", "eastAsia", "bidi"):
                spoken.set(qn(f"w:{side}"), self.language)

    def _drop_thumbnail(self):
        """The library's own template carries a picture of an empty page."""
        package = self.document.part.package
        for key, related in list(package.rels.items()):
            if related.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
                del package.rels[key]


def listing(kind, deep):
    """The style of an item at this depth."""
    return f"List {kind}" if deep == 1 else f"List {kind} {deep}"


def spaced(runs):
    """A blank between two runs that were said as two things."""
    for number, run in enumerate(runs):
        yield Words(f" {run.text}", run.strong, run.em, run.href) if number and not run.href else run


def reads_right_to_left(words):
    """By the first letter with a direction, as browsers do for dir=auto."""
    for letter in words:
        direction = unicodedata.bidirectional(letter)
        if direction == "L":
            return False
        if direction in ("R", "AL"):
            return True
    return False
