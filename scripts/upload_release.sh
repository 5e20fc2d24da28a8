#!/usr/bin/env bash
# Puts dist/TAG on a Gitea or Forgejo as the release of a tag: a draft until all files are up.
# Needs GITHUB_SERVER_URL, GITHUB_REPOSITORY and TOKEN, as the forge's runner sets them.
set -euo pipefail
cd "$(dirname "$0")/.."
tag=$1
releases=$GITHUB_SERVER_URL/api/v1/repos/$GITHUB_REPOSITORY/releases

ask() { curl --fail --silent --show-error --header "Authorization: token $TOKEN" "$@"; }
json() { ask --header 'Content-Type: application/json' "$@"; }

draft=$(jq -n --arg tag "$tag" --rawfile notes "dist/$tag/NOTES.md" \
    '{tag_name: $tag, name: $tag, body: $notes, draft: true}')
id=$(json --data "$draft" "$releases" | jq .id)
for file in "dist/$tag"/*; do
    ask --form "attachment=@$file" "$releases/$id/assets?name=$(basename "$file")" >/dev/null
done
json --request PATCH --data '{"draft": false}' "$releases/$id" >/dev/null
