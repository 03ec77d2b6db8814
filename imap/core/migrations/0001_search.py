"""PostGIS, and full text search in three languages.

`portal_ar_fold` brings an Arabic text to the form that a reader would type: without vowel marks and tatweel, with one
alef, one ya and one ta marbuta, and with the article and the prefixes that are joined to it (wa-, fa-, bi-, ka-, li-)
taken off. Prefixes without an article cannot be told from a root's own letter, nor plural endings from its last ones, so
`portal_ar_bare` gives the word without prefixes and `portal_ar_short` without endings as well: all three forms are indexed,
and all three are asked for.
"""

from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension, UnaccentExtension
from django.db import migrations

FOLD = r"""
CREATE FUNCTION portal_ar_fold(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT regexp_replace(
    translate(regexp_replace(regexp_replace(words, '<[^>]*>', ' ', 'g'), '[\u0610-\u061A\u064B-\u065F\u0670\u0640\u06D6-\u06ED]', '', 'g'), 'أإآٱىةؤئ', 'اااايهوي'),
    '(^|[^ء-ي])(?:[وف]?(?:[بك]?ال|لل))(?=[ء-ي]{2,})', '\1', 'g')
$$;
CREATE FUNCTION portal_ar_bare(folded text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT regexp_replace(regexp_replace(folded, '(^|[^ء-ي])[وف](?=[ء-ي]{3,})', '\1', 'g'),
    '(^|[^ء-ي])[بلك](?=[ء-ي]{3,})', '\1', 'g')
$$;
CREATE FUNCTION portal_ar_short(bare text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT regexp_replace(bare, '([ء-ي]{3,}?)(?:ات|ين|ون)(?![ء-ي])', '\1', 'g')
$$;
CREATE FUNCTION portal_ar_forms(words text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT ARRAY[folded, public.portal_ar_bare(folded), public.portal_ar_short(public.portal_ar_bare(folded))]
    FROM (SELECT public.portal_ar_fold(words) AS folded) AS once
$$;
"""

CONFIGURATIONS = """
CREATE TEXT SEARCH CONFIGURATION portal_en (COPY = pg_catalog.english);
ALTER TEXT SEARCH CONFIGURATION portal_en
  ALTER MAPPING FOR hword, hword_part, word WITH unaccent, english_stem;
CREATE TEXT SEARCH CONFIGURATION portal_fr (COPY = pg_catalog.french);
ALTER TEXT SEARCH CONFIGURATION portal_fr
  ALTER MAPPING FOR hword, hword_part, word WITH unaccent, french_stem;
CREATE TEXT SEARCH CONFIGURATION portal_ar (COPY = pg_catalog.arabic);
"""

VECTORS = """
CREATE FUNCTION portal_text_vector(language text, words text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE language
    WHEN 'ar' THEN (SELECT to_tsvector('public.portal_ar'::regconfig, forms[1])
      || to_tsvector('public.portal_ar'::regconfig, forms[2])
      || to_tsvector('public.portal_ar'::regconfig, forms[3]) FROM (SELECT public.portal_ar_forms(words) AS forms) AS f)
    WHEN 'fr' THEN to_tsvector('public.portal_fr'::regconfig, replace(words, '’', ' '))
    ELSE to_tsvector('public.portal_en'::regconfig, words)
  END
$$;
CREATE FUNCTION portal_names_vector(ar text, en text, fr text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT public.portal_text_vector('ar', ar) || public.portal_text_vector('en', en) || public.portal_text_vector('fr', fr)
$$;
CREATE FUNCTION portal_query(language text, words text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE language
    WHEN 'ar' THEN (SELECT websearch_to_tsquery('public.portal_ar'::regconfig, forms[1])
      || websearch_to_tsquery('public.portal_ar'::regconfig, forms[2])
      || websearch_to_tsquery('public.portal_ar'::regconfig, forms[3])
      FROM (SELECT public.portal_ar_forms(words) AS forms) AS f)
    WHEN 'fr' THEN websearch_to_tsquery('public.portal_fr'::regconfig, replace(words, '’', ' '))
    ELSE websearch_to_tsquery('public.portal_en'::regconfig, words)
  END
$$;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.RunSQL("CREATE EXTENSION IF NOT EXISTS postgis", migrations.RunSQL.noop),
        TrigramExtension(),
        UnaccentExtension(),
        BtreeGistExtension(),
        migrations.RunSQL(
            CONFIGURATIONS + FOLD + VECTORS,
            """
            DROP FUNCTION portal_query, portal_names_vector, portal_text_vector, portal_ar_forms, portal_ar_short, portal_ar_bare,
              portal_ar_fold;
            DROP TEXT SEARCH CONFIGURATION portal_ar, portal_fr, portal_en;
            """,
        ),
    ]
