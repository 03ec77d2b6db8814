"""Functions for `accounts.held`: the keys of the regional i-Maps, and of their pillars, on which a reader holds a permission.

PostgreSQL plans the body of such a function once a connection; written into every statement that asks, planning it took longer
than answering.
"""

from django.db import migrations

HELD = """
CREATE OR REPLACE FUNCTION portal_held_{model}(reader bigint, wanted text) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 10 AS $$
DECLARE
  asked integer;
BEGIN
  SELECT p.id INTO asked FROM auth_permission p JOIN django_content_type t ON t.id = p.content_type_id
    WHERE p.codename = wanted AND t.app_label = 'regions' AND t.model = '{model}';
  RETURN QUERY
    SELECT u.content_object_id FROM accounts_{model}userpermission u WHERE u.user_id = reader AND u.permission_id = asked
    UNION ALL
    SELECT g.content_object_id FROM accounts_{model}grouppermission g JOIN accounts_membership m ON m.group_id = g.group_id
      WHERE m.user_id = reader AND g.permission_id = asked;
END $$;
"""
MODELS = ("regionalmap", "mappillar")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_admitted_by_in_words")]

    operations = [
        migrations.RunSQL(
            HELD.format(model=model), f"DROP FUNCTION portal_held_{model}(bigint, text)", elidable=False
        )
        for model in MODELS
    ]
