#!/bin/sh
# The application server. It holds two processes of two threads each; more containers rather than more processes.
# Its log has no secret of an address, and no sizes: the length of an answer would tell which record of a meeting came from which address.
exec gunicorn imap.wsgi:application \
    --bind 0.0.0.0:8000 --workers 2 --worker-class imap.web_worker.Worker --threads 2 \
    --limit-request-line 8190 --timeout 60 --max-requests 2000 --max-requests-jitter 200 \
    --forwarded-allow-ips '*' --access-logfile - --logger-class imap.access_log.AccessLog \
    --access-logformat '%(h)s %(t)s "%(r)s" %(s)s "%(f)s" "%(a)s"'
