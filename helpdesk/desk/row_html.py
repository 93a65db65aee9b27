"""A work list's rows as HTML, written here and not by a template: they stand 25 times on the page
that everyone opens forty times a day, and come out five times as quickly. Each value is escaped.
"""

from django.utils.html import conditional_escape as escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

ROW = """<tr role="row">
  <td role="cell" class="pickcell"><label class="tick"><input type="checkbox" name="pick" \
value="{code}"><span class="vh">{select} {name}, {code}</span></label></td>
  <th role="rowheader" scope="row" class="person"><a class="name" href="{client_url}">\
<bdi{lang}>{name}</bdi></a>{badges}
    <span class="small">{local}<a class="code" href="{url}">{code}</a>{marks}</span></th>
  <td role="cell" class="wide">{what}<span class="small quiet">{more}</span></td>
  <td role="cell" class="due {due_tone}"><b>{day}</b> <span>{note}</span></td>
  <td role="cell" class="end"><span class="tag {tone}">{label}</span> \
<span class="small quiet">{stage}{officer}</span></td>
  <td role="cell" class="touched quiet nowrap"><span class="stacked">{touched_word} </span>\
{touched}</td>
</tr>"""
RISK = """ <span class="badge"><svg class="ico" aria-hidden="true" viewBox="0 0 24 24">\
<use href="#i-risk"/></svg>{}</span>"""
LOCAL = """<bdi class="quiet"{}>{}</bdi> """
OTHERS = """ <span class="quiet">+ {}<span class="vh"> {}</span></span>"""
MARK = """ <span class="tag">{}</span>"""
TAG = """ <a class="tag" href="?list={}&amp;tag={}">{}</a>"""
OFFICER = """ · <bdi>{}</bdi>"""


def rows_as_html(rows, key) -> str:
    """The rows (rows.rows_of) of the list `key`."""
    words = {
        "select": escape(_("Select")),
        "risk": escape(_("High risk")),
        "more": escape(_("more people")),
        "restricted": escape(_("Restricted")),
        "nothing": escape(_("Nothing is planned yet")),
        "touched": escape(_("Touched:")),
    }
    return mark_safe("".join(_row(row, words, key) for row in rows))  # noqa: S308 - part by part


def _row(row, words, key):
    title = escape(row["title"])
    what, more = (escape(row["action"]), title) if row["action"] else (title, words["nothing"])
    officer = OFFICER.format(escape(row["officer"])) if row["officer"] else ""
    plain = ("code", "url", "client_url", "name", "tone", "label", "stage", "touched")
    return ROW.format(
        **{name: escape(row[name]) for name in plain},
        lang=_lang(row["lang"]),
        badges=RISK.format(words["risk"]) if row["high_risk"] else "",
        local=_local(row["local"]),
        marks=_marks(row, words, key),
        what=what,
        more=more,
        day=escape(row["due"]["day"]),
        note=escape(row["due"]["note"]),
        due_tone=row["due"]["tone"],
        officer=officer,
        select=words["select"],
        touched_word=words["touched"],
    )


def _lang(code):
    return f' lang="{escape(code)}"' if code else ""


def _local(name):
    return LOCAL.format(_lang(name.get("lang")), escape(name["text"])) if name else ""


def _marks(row, words, key):
    """More people, restricted, and the tags."""
    others = OTHERS.format(row["others"], words["more"]) if row["others"] > 0 else ""
    restricted = MARK.format(words["restricted"]) if row["restricted"] else ""
    tags = (TAG.format(key, tag.pk, escape(tag.name)) for tag in row["tags"])
    return "".join([others, restricted, *tags])
