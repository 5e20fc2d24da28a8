# What can be done here. `make` builds the program and the sample book; `make test` passes the tests.

CARGO ?= cargo
PUBLISH := target/release/publish

.PHONY: book build test lint verify release fuzz bench bench-card bench-write fonts bless clean

book: build
	$(PUBLISH) epub book
	$(PUBLISH) pdf book

build:
	$(CARGO) build --release --locked

# The tests use the release build's dependencies: nothing is compiled twice.
test:
	$(CARGO) test --release --locked

lint:
	$(CARGO) fmt --check
	$(CARGO) clippy --release --locked --all-targets -- -D warnings

# The judges from outside: EPUBCheck, reading systems, qpdf, poppler and Ghostscript on the sample book, actionlint
# on the workflows; and a release of the sample book, made, fetched and verified.
verify: book
	scripts/verify.sh

# What readers download, from a git tag and nothing else: make release TAG=v1.2.0
release: build
	@test -n "$(TAG)" || { echo "say which tag: make release TAG=v1.2.0"; exit 2; }
	$(PUBLISH) release "$(TAG)" book
	$(PUBLISH) verify "dist/$(TAG)"

# Bytes that nobody would write, ten minutes for each target: make fuzz SECONDS=60
SECONDS ?= 600
fuzz:
	scripts/fuzz.sh $(SECONDS)

# What a book costs, and what it costs Typst: tables, some minutes.
bench:
	scripts/bench.sh

# The same pages, book and YAML by the crates that this program does without.
bench-card:
	scripts/bench_card.sh

# Both, and the tables of BENCHMARKS.md anew: for a quiet machine.
bench-write:
	scripts/bench.sh --write
	scripts/bench_card.sh --write

# Remakes fonts/ byte for byte from its origins; only for who wants to.
fonts:
	scripts/make_fonts.sh

# Rewrites the golden files of the tests after a change that was meant; read the diff.
bless:
	BLESS=1 $(CARGO) test --release --locked

clean:
	$(CARGO) clean
	rm -rf dist
