# Two images from one file: `portal` (web, worker and beat) and `proxy` (nginx with the static files).

FROM node:20.19.2-bookworm-slim AS browser
WORKDIR /srv/portal
COPY package.json package-lock.json .npmrc ./
COPY bin/vendor.mjs bin/
RUN npm ci --omit=dev --no-audit --no-fund


FROM python:3.11.13-slim-bookworm AS packages
COPY requirements.txt .
RUN pip install --no-cache-dir uv==0.13.9 \
    && uv venv /opt/venv \
    && uv pip install --no-cache --python /opt/venv/bin/python --require-hashes -r requirements.txt


FROM python:3.11.13-slim-bookworm AS portal
# GDAL, GEOS and PROJ for GeoDjango; Pango and HarfBuzz for PDF; gettext compiles the messages.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libgdal32 libgeos-c1v5 libproj25 gettext libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --uid 10001 --create-home portal
WORKDIR /srv/portal
COPY --from=packages /opt/venv /opt/venv
COPY . .
COPY --from=browser /srv/portal/static/vendor static/vendor
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    STATIC_ROOT=/srv/portal/var/static MEDIA_ROOT=/srv/portal/var/media
# Nothing is asked of the database or Redis here: the settings only want the names filled in.
RUN mkdir -p var/static var/media var/beat \
    && SECRET_KEY=only-for-this-step DATABASE_URL=postgis:///none python manage.py compilemessages \
    && SECRET_KEY=only-for-this-step DATABASE_URL=postgis:///none python manage.py collectstatic --no-input \
    && chown -R portal:portal var
USER portal
EXPOSE 8000
CMD ["docker/web.sh"]


FROM nginx:1.28.0-alpine AS proxy
COPY docker/nginx.conf /etc/nginx/nginx.conf
COPY docker/errors /srv/errors
COPY --from=portal /srv/portal/var/static /srv/static
USER nginx
EXPOSE 8080
