from django.db import migrations

# The lock number is arbitrary and ours; it is held only while a transaction commits, so that
# links are numbered in the order of commits without gaps.
FORWARD = """
CREATE FUNCTION trail_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the trail is only added to' USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE FUNCTION trail_link() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  last_seq bigint;
  last_hash bytea;
BEGIN
  PERFORM pg_advisory_xact_lock(7301184, 1);
  SELECT seq, hash INTO last_seq, last_hash FROM trail_link ORDER BY seq DESC LIMIT 1;
  last_seq := coalesce(last_seq, 0);
  last_hash := coalesce(last_hash, decode(repeat('00', 32), 'hex'));
  INSERT INTO trail_link (seq, entry_id, prev, hash)
  VALUES (last_seq + 1, NEW.id, last_hash, sha256(last_hash || convert_to(NEW.body, 'UTF8')));
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER trail_entry_linked AFTER INSERT ON trail_entry
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION trail_link();

CREATE TRIGGER trail_entry_kept BEFORE UPDATE OR DELETE ON trail_entry
  FOR EACH ROW EXECUTE FUNCTION trail_refuse();
CREATE TRIGGER trail_entry_whole BEFORE TRUNCATE ON trail_entry
  FOR EACH STATEMENT EXECUTE FUNCTION trail_refuse();
CREATE TRIGGER trail_link_kept BEFORE UPDATE OR DELETE ON trail_link
  FOR EACH ROW EXECUTE FUNCTION trail_refuse();
CREATE TRIGGER trail_link_whole BEFORE TRUNCATE ON trail_link
  FOR EACH STATEMENT EXECUTE FUNCTION trail_refuse();
"""

BACK = """
DROP TRIGGER trail_entry_linked ON trail_entry;
DROP TRIGGER trail_entry_kept ON trail_entry;
DROP TRIGGER trail_entry_whole ON trail_entry;
DROP TRIGGER trail_link_kept ON trail_link;
DROP TRIGGER trail_link_whole ON trail_link;
DROP FUNCTION trail_link();
DROP FUNCTION trail_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("trail", "0001_begin")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
