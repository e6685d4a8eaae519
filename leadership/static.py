"""Static files in production: hashed and compressed, modules and layered style sheets included."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Hashed names with a compressed copy beside each text; it also rewrites `import` lines of our ES modules."""

    support_js_module_import_aggregation = True
