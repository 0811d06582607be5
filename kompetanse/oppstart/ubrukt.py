"""Dead code: what no code, no template and no text names. What only the tests use is dead as well.

vulture finds the names. It reads Python alone, and as names only; so a template's words, and those Python words that
stand in a string (a path in the settings, a field in a query) or as a keyword, count as used too.
"""

import ast
import re
import sys

from vulture import Vulture

from kompetanse.oppstart.felles import BASE_DIR, say

SOURCES = ("evaluering", "kartlegging", "kompetanse", "kurs", "planer", "soknader", "docs", "manage.py")
# Read, for what they use; what stands in them is read by others.
NOT_JUDGED = ("migrations/*.py", "settings.py", "gunicorn_conf.py")
DECORATORS = ("@register.*", "@receiver")
# Names that others ask for, by whoever asks.
EXCEPTIONS = {
    "Django: apps, commands, urls": ("*Config", "help", "add_arguments", "app_name", "regex", "to_url"),
    "Django: models": (
        "abstract",
        "adding",
        "arg_joiner",
        "constraints",
        "get_queryset",
        "indexes",
        "ordering",
        "output_field",
        "proxy",
        "state_forwards",
        "verbose_name_plural",
        "as_sql",
        "from_db_value",
        "_get_FIELD_display",
        "MotesakInhabil",  # carries the trigger of a table that has no model of its own
    ),
    "Django: middleware and messages": ("process_exception", "used"),
    "Django: forms and their widgets": (
        "Media",
        "allow_multiple_selected",
        "clean_*",
        "default_validators",
        "formfield_callback",
        "help_texts",
        "prepare_value",
        "queryset",
        "required",
        "use_required_attribute",
        "widget_attrs",
    ),
    "Django: the user and what logs it in": (
        "EMAIL_FIELD",
        "REQUIRED_FIELDS",
        "USERNAME_FIELD",
        "app_label",
        "create_superuser",
        "get_all_permissions",
        "get_by_natural_key",
        "get_error_message",
        "get_full_name",
        "get_short_name",
        "has_module_perms",
        "is_staff",
        "perm",
        "user_obj",
    ),
    "a choice that is only read from the database": (
        "ENIGE",
        "EVNE",
        "FERDIGHET",
        "FORMAAL",
        "HOLDNING",
        "HOSPITERING",
        "IKKE_OPPGITT",
        "INDIVIDUELT",
        "KOPI",
        "KOLLEKTIVT",
        "KUNNSKAP",
        "LEDERE",
        "LOKALT",
        "MAALT",
        "MEDARBEIDERE",
        "NED",
        "NESTEN",
        "SAMLING",
        "SENTRALT",
        "TIMER",
        "WEBINAR",
    ),
    "django-allauth": (
        "_get_user_identifier",
        "extra_data",
        "is_open_for_signup",
        "pre_social_login",
    ),
    "django-treebeard, django-pgtrigger, django-q2": ("node_order_by", "triggers", "set_stat"),
    "python-docx": ("orientation", "page_height", "page_width"),
    "gunicorn, expat": ("Arbeider", "get_thread_pool", "load_wsgi", "StartDoctypeDeclHandler", "StartElementHandler"),
    "psycopg2, pikepdf, Pillow": ("autocommit", "Contents", "LOAD_TRUNCATED_IMAGES", "O", "Scope"),
    "the declaration of personal data beside a model": ("formaal", "gjelder_person"),
    "jobs that were queued before an upgrade": ("les_og_kontroller",),
    "an import of one table, which the HR import is not; docs/arkitektur.md shows it": ("for_rader",),
    "tests/ytelse, which makes and drops databases": ("slett_database",),
}


def unused():
    """What vulture finds that nothing else names, in the order of the files."""
    names = [name for group in EXCEPTIONS.values() for name in group]
    finder = Vulture(ignore_names=names, ignore_decorators=DECORATORS)
    finder.scavenge([BASE_DIR / source for source in SOURCES])
    elsewhere = words_of_templates() | words_in_code()
    found = (item for item in finder.get_unused_code() if item.name not in elsewhere)
    return [item for item in found if not any(item.filename.match(pattern) for pattern in NOT_JUDGED)]


def words_of_templates():
    pages = (path.read_text() for path in (BASE_DIR / "templates").rglob("*.*"))
    return {word for page in pages for word in re.findall(r"\w+", page)}


def words_in_code():
    """Names inside strings without spaces, and of keywords."""
    found = set()
    for path in (path for source in SOURCES for path in (BASE_DIR / source).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.keyword):
                found.add(node.arg)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and not re.search(r"\s", node.value):
                found.update(re.findall(r"\w+", node.value))
    return found


if __name__ == "__main__":
    findings = unused()
    for item in findings:
        say(f"{item.filename.relative_to(BASE_DIR)}:{item.first_lineno}: {item.message}")
    sys.exit(bool(findings))
