"""Static files: hashed and compressed in production, and how answers are compressed on their way."""

from django.middleware.gzip import GZipMiddleware
from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Hashed names with a compressed copy beside each text; it also rewrites `import` lines of our ES modules."""

    support_js_module_import_aggregation = True


class GZip(GZipMiddleware):
    """Compresses answers that have a body. "Not modified" has none, and compressing nothing would make one."""

    def process_response(self, request, response):
        if response.status_code == 304:
            return response
        return super().process_response(request, response)
