#!/bin/sh
# Uploads a built site to a server (rsync) or a bucket (rclone) that cannot swap folders, so that
# readers never see a half: what is named by its content first, then new pages, changed pages, the
# files of the root, the manifest last; deletions when all of that is done, and later.
#
#   upload.sh rsync  public www@host.example:/srv/www/portal
#   upload.sh rclone public oss:bucket/portal
#
# It deletes nothing that it has not uploaded itself. Styles and scripts that are no longer used
# stay for two publications, for pages that somebody has open. Old parts of the search index, which
# hold texts of records, go at once: the search page then loads the index anew.
#
# STATE  folder that remembers what was uploaded; default .gongshi-upload beside the site
# GRACE  seconds between the last upload and the deletions; default 60
set -eu
export LC_ALL=C

if [ $# != 3 ] || { [ "$1" != rsync ] && [ "$1" != rclone ]; }; then
	echo "usage: upload.sh rsync|rclone FOLDER TARGET" >&2
	exit 2
fi
tool=$1 public=${2%/} target=${3%/}
state=${STATE:-$(dirname "$public")/.gongshi-upload}
if [ ! -f "$public/manifest.json" ]; then
	echo "want a built site in $public, found no manifest.json" >&2
	exit 3
fi

# A build holds this lock while it works, so that none swaps the folder now.
if command -v flock >/dev/null; then
	exec 9>>"$(dirname "$public")/.$(basename "$public").lock"
	flock -w 600 9
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$state"
touch "$state/known" "$state/gone.1" "$state/gone.2"

# put LIST CACHE [OPTION] uploads the files of a list where their bytes differ.
put() {
	[ -s "$1" ] || return 0
	case $tool in
	rsync) rsync -t --checksum ${3:+"$3"} --files-from="$1" "$public/" "$target/" ;;
	rclone) rclone copy --checksum ${3:+"$3"} --header-upload "Cache-Control: $2" --files-from-raw "$1" "$public" "$target" ;;
	esac
}

# remove LIST deletes the files of a list. rsync deletes nothing from a folder that the sender
# lacks, so it is sent a tree of the folders alone.
remove() {
	[ -s "$1" ] || return 0
	case $tool in
	rsync)
		mkdir -p "$work/folders"
		sed 's,[^/]*$,,' "$1" | sort -u | while IFS= read -r folder; do
			case $folder in
			*..*) ;;
			*) mkdir -p "$work/folders/$folder" ;;
			esac
		done
		rsync -r --existing --ignore-existing --delete-missing-args --files-from="$1" "$work/folders/" "$target/"
		;;
	rclone) rclone delete --files-from-raw "$1" "$target" ;;
	esac
}

# manifest fetches the published manifest, if there is one: rsync tells a missing file by 23,
# rclone a missing folder or file by 3 or 4.
manifest() {
	code=0
	case $tool in
	rsync) rsync "$target/manifest.json" "$work/manifest.json" 2>"$work/said" || code=$? ;;
	rclone) rclone copyto "$target/manifest.json" "$work/manifest.json" 2>"$work/said" || code=$? ;;
	esac
	case $tool$code in
	rsync0 | rclone0) sed -n 's/^{"path":"\([^"]*\)".*/\1/p' "$work/manifest.json" && echo manifest.json ;;
	rsync23 | rclone3 | rclone4) ;;
	*) cat "$work/said" >&2 && exit 3 ;;
	esac
}

# What may be there: what was uploaded, also by a run that was cut off, and what is published.
(cd "$public" && find . -type f) | sed 's|^\./||' | sort >"$work/new"
manifest >"$work/published"
sort -u "$state/known" "$work/published" "$work/new" >"$work/known"
cp "$work/known" "$state/known"

by_content='^assets/|^search/index/([0-9a-f]|pack-)'
root='^[^/]*$|^search/index/root\.'
grep -E "$by_content" "$work/new" >"$work/1" || true
grep -Ev "$by_content|$root" "$work/new" >"$work/2" || true
grep -E "$root" "$work/new" | grep -vx manifest.json >"$work/3" || true
echo manifest.json >"$work/4"
put "$work/1" "public, max-age=31536000, immutable"
put "$work/2" "no-cache" --ignore-existing # new pages, to which no page leads yet
put "$work/2" "no-cache"
put "$work/3" "no-cache"
put "$work/4" "no-cache"

# Of what is no longer there, assets that went with this publication or the one before stay.
comm -23 "$work/known" "$work/new" >"$work/old"
sort -u "$state/gone.1" "$state/gone.2" | comm -23 "$work/old" - | grep '^assets/' >"$work/gone.1" || true
comm -23 "$state/gone.1" "$work/new" >"$work/gone.2"
sort -u "$work/gone.1" "$work/gone.2" >"$work/kept"
comm -23 "$work/old" "$work/kept" >"$work/gone"
if [ -s "$work/gone" ]; then
	sleep "${GRACE:-60}"
	remove "$work/gone"
fi
sort -u "$work/new" "$work/kept" >"$state/known"
cp "$work/gone.1" "$work/gone.2" "$state/"
echo "uploaded $(wc -l <"$work/new") files, removed $(wc -l <"$work/gone")"
