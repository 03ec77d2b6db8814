"""The function for `accounts.held`: the keys of the profiles on which a reader holds a permission (see accounts 0004)."""

from django.db import migrations

HELD = """
CREATE OR REPLACE FUNCTION portal_held_profile(reader bigint, wanted text) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 100 AS $$
DECLARE
  asked integer;
BEGIN
  SELECT p.id INTO asked FROM auth_permission p JOIN django_content_type t ON t.id = p.content_type_id
    WHERE p.codename = wanted AND t.app_label = 'profiles' AND t.model = 'profile';
  RETURN QUERY
    SELECT u.content_object_id FROM profiles_profileuserpermission u WHERE u.user_id = reader AND u.permission_id = asked
    UNION ALL
    SELECT g.content_object_id FROM profiles_profilegrouppermission g JOIN accounts_membership m ON m.group_id = g.group_id
      WHERE m.user_id = reader AND g.permission_id = asked;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("profiles", "0004_leg_reach"), ("accounts", "0004_held")]

    operations = [
        migrations.RunSQL(HELD, "DROP FUNCTION portal_held_profile(bigint, text)", elidable=False),
    ]
