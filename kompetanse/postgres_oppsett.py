"""How the embedded PostgreSQL is set up: its settings, its roles and what they may do."""

SUPERUSER, OWNER, WEB = "kompetanse_super", "kompetanse_eier", "kompetanse_web"

SERVER_CONF = """\
# Written at every start; put your own settings in with ALTER SYSTEM.
listen_addresses = ''
unix_socket_directories = '{socket_dir}'
unix_socket_permissions = 0700
max_connections = 200
timezone = 'UTC'
jit = off
logging_collector = on
log_directory = 'log'
log_filename = 'postgres-%a.log'
log_truncate_on_rotation = on
log_rotation_age = 1d
log_rotation_size = 0
"""
ROLES_SQL = f"""
DO $$
DECLARE rolle text;
BEGIN
    FOREACH rolle IN ARRAY ARRAY['{OWNER}', '{WEB}'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = rolle) THEN
            EXECUTE format('CREATE ROLE %I', rolle);
        END IF;
    END LOOP;
END $$;
ALTER ROLE {OWNER} LOGIN CREATEDB NOSUPERUSER NOCREATEROLE NOREPLICATION NOBYPASSRLS;
ALTER ROLE {WEB} LOGIN NOCREATEDB NOSUPERUSER NOCREATEROLE NOREPLICATION NOBYPASSRLS;
"""
# Given in template1, so that every database made from it (the tests' too) has the same grants.
GRANTS_SQL = f"""
ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {WEB};
ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} GRANT USAGE, SELECT, UPDATE ON SEQUENCES TO {WEB};
ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} GRANT EXECUTE ON FUNCTIONS TO {WEB};
"""
