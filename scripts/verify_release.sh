#!/usr/bin/env bash
# A release of the sample book, made in a repository of its own, attached, fetched by a clone, verified.
set -euo pipefail
cd "$(dirname "$0")/.."
publish=$PWD/target/release/publish
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

echo "a release of the sample book, through a remote and back"
git init -q --bare "$work/remote.git"
git init -q "$work/author"
cp -r book "$work/author/book"
cd "$work/author"
git config user.name publish
git config user.email publish@example.org
git add book
git commit -q -m "The sample book"
version=$(sed -n 's/^version: *//p' book/book.yaml)
git tag -a "v$version" -m "The sample book"
git remote add origin "$work/remote.git"
git push -q origin HEAD:main
"$publish" release "v$version" --attach --remote origin
"$publish" verify "dist/v$version"
(cd "dist/v$version" && sha256sum --quiet --check SHA256SUMS)

git clone -q --branch main "$work/remote.git" "$work/reader"
cd "$work/reader"
"$publish" release --fetch "v$version"
"$publish" verify "v$version"
diff -r "$work/author/dist" "$work/reader/dist"
