# One image for web, worker and beat; docker-compose.yml says which of them a container is.
FROM python:3.13-slim AS build
RUN pip install --no-cache-dir uv
WORKDIR /app
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never
COPY pyproject.toml uv.lock ./
RUN uv sync --frozen --no-default-groups --no-cache
COPY . .
# Collecting static files loads the settings. Without DATABASE_URL these make keys of their own in
# VAR_DIR: a folder of this build stage, thrown away with it. No secret gets into the image.
RUN .venv/bin/python -m helpdesk.core.catalogues \
    && VAR_DIR=/tmp/build ENV_FILE=none STATIC_ROOT=/app/staticfiles \
       .venv/bin/python manage.py collectstatic --noinput --verbosity 0 \
    && rm -rf /tmp/build \
    && .venv/bin/python -m compileall -q helpdesk referrals services

FROM python:3.13-slim
# Charts as PNG need fonts for every script of the desk.
RUN apt-get update \
    && apt-get install -y --no-install-recommends fonts-noto-core \
    && rm -rf /var/lib/apt/lists/*
RUN groupadd --gid 10001 desk \
    && useradd --uid 10001 --gid desk --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin desk \
    && install -d -o desk -g desk -m 0750 /var/lib/helpdesk /var/lib/checkpoints
COPY --from=build /app /app
WORKDIR /app
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    ENV_FILE=none STATIC_ROOT=/app/staticfiles VAR_DIR=/var/lib/helpdesk CHECKPOINT_DIR=/var/lib/checkpoints \
    HOST=0.0.0.0 PORT=8000
USER desk
VOLUME ["/var/lib/helpdesk", "/var/lib/checkpoints"]
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=4 \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["granian", "--interface", "wsgi", "helpdesk.wsgi:application", "--host", "0.0.0.0", "--port", "8000", \
     "--workers", "2", "--blocking-threads", "4", "--backpressure", "64", "--no-ws", "--log-level", "warning", \
     "--respawn-failed-workers"]
