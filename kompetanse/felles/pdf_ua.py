"""The last touch on a tagged PDF: declare PDF/UA-1 beside PDF/A, say which way table headers point, and let readers
skip page headers and footers."""

import io

import pikepdf
from lxml import etree

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
PDFUA_ID = "http://www.aiim.org/pdfua/ns/id/"

# PDF/A allows a property outside its own list only when the file itself explains it.
DECLARATION = f"""
<rdf:RDF xmlns:rdf="{RDF}">
  <rdf:Description rdf:about="" xmlns:pdfuaid="{PDFUA_ID}" pdfuaid:part="1"/>
  <rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
      xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
    <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
      <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
      <pdfaSchema:namespaceURI>{PDFUA_ID}</pdfaSchema:namespaceURI>
      <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
      <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
        <pdfaProperty:name>part</pdfaProperty:name>
        <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
        <pdfaProperty:category>internal</pdfaProperty:category>
        <pdfaProperty:description>Part of ISO 14289 that the file follows</pdfaProperty:description>
      </rdf:li></rdf:Seq></pdfaSchema:property>
    </rdf:li></rdf:Bag></pdfaExtension:schemas>
  </rdf:Description>
</rdf:RDF>
"""


def merk(innhold: bytes) -> bytes:
    """The same PDF, declared as PDF/UA-1, with scoped headers, and what stands in the page margins as artifacts."""
    ut = io.BytesIO()
    with pikepdf.open(io.BytesIO(innhold)) as pdf:
        _declare(pdf)
        _scope_headers(pdf.Root.StructTreeRoot)
        announced = _announced_content(pdf)
        for page in pdf.pages:
            _hide_unannounced(pdf, page, announced.get(page.objgen, set()))
        pdf.save(ut, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return ut.getvalue()


def _declare(pdf):
    xml = etree.fromstring(pdf.Root.Metadata.read_bytes())
    rdf = xml.find(f"{{{RDF}}}RDF")
    rdf.extend(etree.fromstring(DECLARATION))
    header, footer = b'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>\n', b'\n<?xpacket end="r"?>'
    pdf.Root.Metadata.write(header + etree.tostring(xml) + footer)


def _scope_headers(root):
    """Tell of every table header whether it names its column (in the head of the table) or its row."""
    waiting = [(root, pikepdf.Name.Row)]
    while waiting:
        element, scope = waiting.pop()
        kind = element.get("/S")
        if kind == pikepdf.Name.TH:
            attributes = element.get("/A", pikepdf.Dictionary())
            attributes.O, attributes.Scope = pikepdf.Name.Table, scope
            element.A = attributes
        if kind == pikepdf.Name.THead:
            scope = pikepdf.Name.Column
        for kid in _kids(element):
            if isinstance(kid, pikepdf.Dictionary):
                waiting.append((kid, scope))


def _kids(element):
    """What an element of the structure holds: elements, and numbers of marked content. A link's annotation holds none."""
    kids = element.get("/K", pikepdf.Array())
    return kids if isinstance(kids, pikepdf.Array) else [kids]


def _announced_content(pdf):
    """Page → the numbers of its marked content that the structure tree reaches."""
    announced = {}
    waiting = [(pdf.Root.StructTreeRoot, None)]
    while waiting:
        element, page = waiting.pop()
        page = element.get("/Pg", page)
        for kid in _kids(element):
            if isinstance(kid, pikepdf.Dictionary):
                waiting.append((kid, page))
            elif page is not None:
                announced.setdefault(page.objgen, set()).add(int(kid))
    return announced


def _hide_unannounced(pdf, page, announced):
    """Marked content that no element reads aloud is a page header or footer: say so."""
    changed, instructions = False, []
    for instruction in pikepdf.parse_content_stream(page):
        if str(instruction.operator) == "BDC" and _is_hidden(instruction.operands[1], announced):
            pagination = pikepdf.Dictionary(Type=pikepdf.Name.Pagination)
            instruction = pikepdf.ContentStreamInstruction([pikepdf.Name.Artifact, pagination], pikepdf.Operator("BDC"))
            changed = True
        instructions.append(instruction)
    if changed:
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(instructions))


def _is_hidden(properties, announced):
    return isinstance(properties, pikepdf.Dictionary) and "/MCID" in properties and properties.MCID not in announced
