#!/bin/sh
# `daumoi …` as the bot's own user, in its data folder and with its settings. Installed as /usr/local/bin/daumoi.
exec sudo -u daumoi sh -c 'cd /var/lib/daumoi && exec /opt/daumoi/bin/daumoi "$@"' daumoi "$@"
