#!/bin/sh
# There is one beat and no second, so it also brings the tables up to date, before web and worker start.
set -e
python manage.py migrate --no-input
exec celery -A imap beat --schedule var/beat/schedule --pidfile= --loglevel INFO
