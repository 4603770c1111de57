"""A passage says on which page it begins, and the mark of a footnote is no part of a word."""

from docx import Document as Word
from weasyprint import HTML

from irwell.search.reading import read

TOLD = "The family moved in the spring and each service knew a part of it. "


def printed(path, body, style=""):
    HTML(string=f"<style>{style}</style>{body}").write_pdf(path)
    return read(path)


def test_short_pages_are_passages_of_their_own(tmp_path):
    pages = "".join(f"<section><p>Page {n}. {TOLD}</p></section>" for n in ("one", "two", "three"))

    passages = printed(tmp_path / "r.pdf", pages, "section { break-after: page }").passages

    assert [(p.page, p.text[:8]) for p in passages] == [(1, "Page one"), (2, "Page two"), (3, "Page thr")]  # fmt: skip


def test_a_passage_of_a_paragraph_that_goes_on_overleaf_has_the_page_it_begins_on(tmp_path):
    paragraph = " ".join(f"Sentence {n} says what was known of the family then." for n in range(90))

    passages = printed(tmp_path / "r.pdf", f"<p>{paragraph}</p>", "@page { size: A5 }").passages

    pages = [p.page for p in passages]
    assert pages == sorted(pages) and pages[0] == 1 and pages[-1] > 1


def test_the_number_of_a_footnote_in_a_pdf_is_left_out(tmp_path):
    note = (
        "<p>They had lost trust.<sup>2</sup> The school<sup>13</sup> kept notes of 12 visits.</p>"
    )

    passages = printed(tmp_path / "r.pdf", note + f"<p>{TOLD * 3}</p>").passages

    assert passages[0].text.startswith("They had lost trust. The school kept notes of 12 visits.")


def test_the_number_of_a_footnote_on_a_web_page_is_left_out(tmp_path):
    path = tmp_path / "r.html"
    path.write_text(f"<p>They had lost trust.<sup><a href='#n2'>2</a></sup> {TOLD}</p><p>10<sup>th</sup> May</p>", "utf-8")  # fmt: skip

    texts = [p.text for p in read(path).paragraphs]

    assert texts[0].startswith("They had lost trust. The family")
    assert texts[1] == "10th May"


def test_a_footnote_in_a_word_document_is_left_out(tmp_path):
    document = Word()
    line = document.add_paragraph("They had lost trust.")
    line.add_run("2").font.superscript = True
    line.add_run(" " + TOLD)
    document.save(str(tmp_path / "r.docx"))

    assert read(tmp_path / "r.docx").paragraphs[0].text.startswith("They had lost trust. The family")  # fmt: skip
