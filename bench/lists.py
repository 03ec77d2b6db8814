"""The list of fifty profiles for a signed-in reader, against the same rows by hand-written SQL in psycopg2."""

import re
from typing import Any

from bench.corpus import Corpus
from bench.database import bare_connection
from bench.load import Line, medians_ms
from bench.reader import queries, session_of, signed_in
from bench.servers import portal

ADDRESS = "/en/mtm/profiles/"
TIMES = 60
SLUG = re.compile(rf'class="row-title"><a href="{ADDRESS}([\w-]+)/"')
KEYS = """\
(SELECT content_object_id FROM {app}userpermission WHERE user_id = %(user)s AND permission_id = %({code})s UNION ALL
 SELECT content_object_id FROM {app}grouppermission JOIN accounts_membership USING (group_id)
 WHERE accounts_membership.user_id = %(user)s AND permission_id = %({code})s)"""
READS = f"""\
(p.audience = 'pillar' AND (mp.access = 'public' AND m.is_public OR mp.id IN {KEYS.format(app="accounts_mappillar", code="read_pillar")})
 OR p.id IN {KEYS.format(app="profiles_profile", code="read_profile")}
 OR m.id IN {KEYS.format(app="accounts_regionalmap", code="edit")})"""
LISTED = f"""\
FROM profiles_profile p JOIN regions_mappillar mp ON mp.id = p.map_pillar_id JOIN regions_regionalmap m ON m.id = p.regional_map_id
LEFT JOIN profiles_edition e ON e.profile_id = p.id AND e.state = 'published'
LEFT JOIN regions_country c ON c.id = p.country_id
WHERE m.slug = 'mtm' AND (m.is_public AND NOT p.is_unlisted OR e.id IS NOT NULL AND {READS})"""
COUNT = f"SELECT count(*) {LISTED}"
ROWS = f"""\
SELECT p.id, p.slug, p.kind, p.title_ar, p.title_en, p.title_fr, p.audience, p.update_due, mp.id, e.number, e.label, e.standing,
 e.languages, c.iso3, c.name_footnote_ar, c.name_footnote_en, c.name_footnote_fr, {READS} {LISTED}
ORDER BY p.title_en, p.id LIMIT 50"""
PERMISSIONS = {
    "read_pillar": ("regions", "read_mappillar"),
    "read_profile": ("profiles", "read_profile"),
    "edit": ("regions", "edit_regionalmap"),
}


class List:
    """Measured at each size of the corpus."""

    def __init__(self, corpus: Corpus) -> None:
        self.client = signed_in(corpus.reader)
        self.session = session_of(self.client)
        self.bare = bare_connection()
        self.values = {
            "user": corpus.reader.pk,
            **{name: self.permission(*of) for name, of in PERMISSIONS.items()},
        }

    def permission(self, app: str, code: str) -> int:
        with self.bare.cursor() as cursor:
            cursor.execute(
                "SELECT p.id FROM auth_permission p JOIN django_content_type t ON t.id = p.content_type_id"
                " WHERE t.app_label = %s AND p.codename = %s",
                (app, code),
            )
            return int(cursor.fetchone()[0])

    def by_hand(self) -> tuple[int, list[tuple[Any, ...]]]:
        with self.bare.cursor() as cursor:
            cursor.execute(COUNT, self.values)
            (number,) = cursor.fetchone()
            cursor.execute(ROWS, self.values)
            return number, cursor.fetchall()

    def must_agree(self) -> None:
        """The floor counts only if it gives the rows that the page shows."""
        page = self.client.get(ADDRESS).content.decode()
        number, rows = self.by_hand()
        if SLUG.findall(page) != [row[1] for row in rows] or f"{number:,} profiles" not in page:
            raise SystemExit("The hand-written SQL and the page do not show the same rows.")

    def measure(self) -> tuple[float, float]:
        """Milliseconds by hand, and over one connection to gunicorn that stays open."""
        self.must_agree()
        with portal("list") as address:
            line = Line(address, self.session)
            by_hand, page = medians_ms(self.by_hand, lambda: line.get(ADDRESS), times=TIMES)
        return by_hand, page

    def queries(self) -> int:
        return queries(self.client, ADDRESS)
