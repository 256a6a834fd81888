#!/bin/sh
# Publishes a portal on one's own server, every night. In the table of cron (crontab -e):
#
#   17 0 * * * /srv/tools/cron.sh /srv/portal
#
# Each step stops where something is wrong; the published site then stays as it is, and cron
# sends what was said by mail. A build exchanges the public folder in one step, so a web server
# that serves it shows the old site or the new one.
#
# ACCEPT  rules of the comparison to publish in spite of, with commas between, such as
#         "address-vanished", or "all"; for one run by hand
# RELOAD  a command that makes the web server read its settings again, as in "sudo nginx -s reload"
# UPLOAD  where the site goes from here, as upload.sh beside this script takes it:
#         "rsync www@host.example:/srv/www/portal" or "rclone oss:bucket/portal"
set -eu

if [ $# != 1 ] || [ ! -f "$1/gongshi.yaml" ]; then
	echo "usage: cron.sh FOLDER, where FOLDER holds a gongshi.yaml" >&2
	exit 2
fi
tools=$(cd "$(dirname "$0")" && pwd)
cd "$1"

mkdir -p .gongshi-upload
exec 8>>.gongshi-upload/lock
if ! flock -n 8; then
	echo "another publication of $1 is at work" >&2
	exit 3
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ -d .git ]; then
	git pull -q --ff-only
fi
gongshi check

# No address vanishes and no first-published date changes unnoticed. The first time there is
# nothing to compare with.
mkdir -p public
code=0
gongshi check --against public --changes "$work/changes.json" ${ACCEPT:+"--accept=$ACCEPT"} >"$work/compared" || code=$?
if [ "$code" != 0 ]; then
	cat "$work/compared"
	if [ "$code" = 1 ]; then
		echo "没有发布；确要放行，请写上规则手动运行一次，如 ACCEPT=address-vanished。 Nothing is published; to publish all the same, run this by hand with the rules to accept, as in ACCEPT=address-vanished." >&2
	fi
	exit "$code"
fi
if [ -n "${ACCEPT:-}" ]; then
	cat "$work/compared"
	echo "人工放行 $ACCEPT，照样发布。 Accepted by hand: published in spite of what the rules named find."
fi
gongshi build --quiet --changes "$work/changes.json"

${RELOAD:-true}
if [ -n "${UPLOAD:-}" ]; then
	"$tools/upload.sh" "${UPLOAD%% *}" public "${UPLOAD#* }"
fi
