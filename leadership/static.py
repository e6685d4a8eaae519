"""Static files in production: hashed names, modules and layered style sheets included."""

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage


class StaticStorage(ManifestStaticFilesStorage):
    """Django's manifest storage, which also rewrites `import` lines of our ES modules."""

    support_js_module_import_aggregation = True
