# `make serve` and `make test` are all a newcomer needs; `make help` lists the rest.
# data/ -> render/ -> cgi/: a folder sees itself and what lies left of it, each is one static archive.

VERSION := 0.2.0
FLAVOR  ?= release
PREFIX  ?= /usr/local
PORT    ?= 8080
DATA    ?= data
# below PREFIX, where shells and systemd look
BASH_COMPLETIONS ?= share/bash-completion/completions
ZSH_COMPLETIONS  ?= share/zsh/site-functions
SYSTEMD_UNITS    ?= lib/systemd/system
CC      := $(if $(filter default,$(origin CC)),gcc,$(CC))

B := build/$(FLAVOR)
.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SUFFIXES:
export DEMARC := $(CURDIR)/build/release/demarc

# -- packages of Debian 12; docs/dependencies.md says why each --------------------
PACKAGES_fonts := fonts-inter fonts-morisawa-bizud-gothic fonts-vlgothic
PACKAGES_build := pkg-config libpango1.0-dev libharfbuzz-dev libfontconfig-dev libcairo2-dev libgd-dev libxml2-dev libzip-dev libicu-dev \
	libfcgi-dev libbrotli-dev libseccomp-dev zlib1g-dev nettle-dev libjansson-dev $(PACKAGES_fonts)
PACKAGES_serve := lighttpd curl
PACKAGES_test  := libcmocka-dev libpng-dev lighttpd nginx-light apache2-bin haproxy curl libxml2-utils mandoc procps python3 jq openssl \
	fonts-lohit-taml
PACKAGES_check := cppcheck clang-format clang-tidy valgrind libreoffice-calc-nogui libreoffice-impress-nogui \
	libreoffice-writer-nogui python3-uno python3-sphinx \
	mkdocs asciidoctor hugo cmark librsvg2-bin inkscape imagemagick poppler-utils openjdk-17-jre-headless debootstrap zsh
PACKAGES_deb := build-essential debhelper dpkg-dev lintian
PACKAGES_contact := imagemagick
PACKAGES_format := clang-format
PACKAGES_coverage := gcovr
PACKAGES_fuzz  := clang libclang-rt-14-dev
PACKAGES_bench := nginx-light lighttpd wrk graphviz librsvg2-bin libxml2-utils curl procps python3
# command:package, for what may have come from elsewhere
COMMANDS_test  := node:nodejs npm:npm chromium:chromium
COMMANDS_bench := $(COMMANDS_test)

# -- compiling ---------------------------------------------------------------------
WARNINGS := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings $(if $(CI),-Werror)
HARDEN   := -fPIE -fstack-protector-strong -fstack-clash-protection $(if $(filter x86_64,$(shell uname -m)),-fcf-protection=full)
FLAGS_release := -O2 -g -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 $(HARDEN)
FLAGS_debug   := -O0 -g3 $(HARDEN)
FLAGS_asan    := -O1 -g3 -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
FLAGS_cov     := -O0 -g3 --coverage -fprofile-update=atomic
FLAGS_fuzz    := -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
LINK_release  := -pie -Wl,-z,relro,-z,now,-z,noexecstack
# Symbols are looked for in the order of libraries. Most are in the C library, and a quarter are those that the C++ library,
# which ICU brings, looks for in itself: with these two first, a third less is to do at each start. They come after our
# archives, one of which has malloc.
FIRST_release := -lc -Wl,--push-state,--no-as-needed -l:libstdc++.so.6 -Wl,--pop-state
LINK_debug    := $(LINK_release)
LINK_asan     := -fsanitize=address,undefined
LINK_cov      := --coverage -Wl,--wrap=_exit,--wrap=_Exit,--wrap=seccomp_load,--wrap=syscall $(B)/coverage/counts.o
LINK_fuzz     := -fsanitize=fuzzer,address,undefined

MODULES := pango harfbuzz fontconfig libxml-2.0 libbrotlienc libbrotlidec libseccomp zlib nettle jansson icu-uc
# Loaded when they are needed: compiled for, but not linked.
LATE_MODULES := pangocairo cairo-ft cairo-pdf
Q := $(if $(V),,@)
compile = $(if $(V),,@echo '  CC $<';)$(CC) -std=gnu17 -D_GNU_SOURCE -pthread $(WARNINGS) $(FLAGS_$(FLAVOR)) \
	$(INCLUDES_$(1)) $(MODULE_CFLAGS) -DDEMARC_VERSION='"$(VERSION)"' $(DEFINES) $(CFLAGS) -MMD -MP -c $< -o $@
link    = $(if $(V),,@echo '  LD $@';)$(CC) -pthread -Wl,--build-id=sha1 $(LINK_$(FLAVOR)) $(CFLAGS) $(LDFLAGS) \
	$(filter %.o,$^) $(or $(WHOLE),$(filter %.a,$^)) $(FIRST_$(FLAVOR)) $(MODULE_LIBS) -lfcgi -lm -o $@

INCLUDES_data   := -Idata
INCLUDES_render := -Idata -Irender
INCLUDES_cgi    := -Idata -Irender -Icgi

# A sanitizer has its own allocator. One program is the build's alone.
SOURCES_data   := $(filter-out data/load/shipped_main.c $(if $(findstring address,$(FLAGS_$(FLAVOR))),data/base/memory.c), \
	$(wildcard data/*/*.c))
SOURCES_render := $(wildcard render/*/*.c render/*/*/*.c)
SOURCES_cgi    := $(filter-out cgi/commands/main.c,$(wildcard cgi/*/*.c))
TESTS          := $(patsubst tests/unit/%.c,%,$(wildcard tests/unit/test_*.c))
objects = $(patsubst %.c,$(B)/%.o,$(SOURCES_$(1)))
ARCHIVES := $(B)/libcgi.a $(B)/librender.a $(B)/libdata.a

all: build/demarc ## build the program, build/demarc

build/demarc: $(B)/demarc FORCE
	@[ "$$(readlink $@)" = $(FLAVOR)/demarc ] || ln -sfn $(FLAVOR)/demarc $@

$(B)/demarc: $(B)/cgi/commands/main.o $(ARCHIVES)
	$(link)

# Processes that leave by _exit count too, and confined ones.
$(B)/coverage/%.o: DEFINES = -DCOUNTS_DIR='"$(CURDIR)/$(B)"'
$(B)/coverage/%.o: tests/coverage/%.c $(B)/flags
	@mkdir -p $(@D)
	$(call compile,data)
ifeq ($(FLAVOR),cov)
$(ARCHIVES): | $(B)/coverage/counts.o
endif

$(B)/libdata.a: $(call objects,data) $(B)/shipped/documents.o
$(B)/librender.a: $(call objects,render)
$(B)/libcgi.a: $(call objects,cgi)
$(B)/lib%.a:
	@rm -f $@
	$(Q)ar rcs $@ $^

# What demarc's own documents say, as tables, so that a picture need not wait until they are parsed.
SHIPPED := $(wildcard data/frameworks/*.xml data/messages/*.xml data/thesaurus/*.xml)
$(B)/shipped/none.c:
	@mkdir -p $(@D) && printf '#include "load/shipped.h"\n\nconst struct shipped shipped_documents[] = {{0}};\n' >$@
$(B)/shipped/write: $(B)/data/load/shipped_main.o $(B)/shipped/none.o $(call objects,data)
	$(link)
$(B)/shipped/documents.c: $(B)/shipped/write $(SHIPPED)
	$(Q)$< $(SHIPPED) >$@
$(B)/shipped/%.o: $(B)/shipped/%.c build/modules.mk $(B)/flags
	$(call compile,data)
$(B)/data/%.o: data/%.c build/modules.mk $(B)/flags
	@mkdir -p $(@D)
	$(call compile,data)
$(B)/render/%.o: render/%.c build/modules.mk $(B)/flags
	@mkdir -p $(@D)
	$(call compile,render)
$(B)/cgi/%.o: cgi/%.c build/modules.mk $(B)/flags
	@mkdir -p $(@D)
	$(call compile,cgi)

# A change of compiler, flags or PREFIX compiles again what it concerns.
SETTINGS_flags  := $(CC) $(WARNINGS) $(CFLAGS) $(LDFLAGS) $(VERSION)
SETTINGS_prefix := $(PREFIX)
$(B)/flags $(B)/prefix: FORCE
	@mkdir -p $(@D); echo '$(SETTINGS_$(@F))' | cmp -s - $@ || echo '$(SETTINGS_$(@F))' >$@
$(B)/data/load/find.o: $(B)/prefix
$(B)/data/load/find.o: DEFINES = -DDEMARC_SHARED_DIR='"$(PREFIX)/share/demarc"'

# What is embedded, so that a change of it rebuilds.
$(patsubst %.c,$(B)/%.o,$(shell grep -ls incbin cgi/*/*.c)): $(wildcard data/schema/*)
# Browsers are not told what modules say to those who read them here.
$(B)/static/%.js: static/%.js
	@mkdir -p $(@D) && sed '/^[[:space:]]*\/\/ /d; s/^[[:space:]]*//' $< >$@
$(B)/static/%: static/%
	@mkdir -p $(@D) && cp $< $@
$(B)/cgi/address/asset.o: $(patsubst %,$(B)/%,$(wildcard static/*))
$(B)/cgi/address/asset.o: DEFINES = -DDEMARC_STATIC_DIR='"$(B)/static"'

# -- unit tests: a test links its layer and those below ------------------------------
LAYERS_test_base   := $(B)/libdata.a
LAYERS_test_data   := $(B)/libdata.a
LAYERS_test_identify := $(B)/libdata.a
LAYERS_test_export := $(B)/libdata.a
LAYERS_test_diff   := $(B)/libdata.a
LAYERS_test_lines  := $(B)/librender.a $(B)/libdata.a
LAYERS_test_request := $(B)/librender.a $(B)/libdata.a
LAYERS_test_layout := $(B)/librender.a $(B)/libdata.a
LAYERS_test_fit := $(B)/librender.a $(B)/libdata.a
LAYERS_test_colours := $(B)/librender.a $(B)/libdata.a
LAYERS_test_svg := $(B)/librender.a $(B)/libdata.a
LAYERS_test_png := $(B)/librender.a $(B)/libdata.a
LAYERS_test_render := $(B)/librender.a $(B)/libdata.a
LAYERS_test_alternative := $(B)/librender.a $(B)/libdata.a
LAYERS_test_said   := $(B)/librender.a $(B)/libdata.a
LAYERS_test_long   := $(B)/librender.a $(B)/libdata.a
LAYERS_test_document := $(B)/librender.a $(B)/libdata.a
LAYERS_test_pixels := $(B)/librender.a $(B)/libdata.a
LAYERS_test_text   := $(B)/librender.a $(B)/libdata.a
LAYERS_test_claims := $(B)/libdata.a
LAYERS_test_values := $(B)/libdata.a
LAYERS_test_shipped := $(B)/libdata.a
LAYERS_test_search := $(B)/libdata.a
LAYERS_test_answers := $(ARCHIVES)
LAYERS_test_http   := $(ARCHIVES)
LAYERS_test_site   := $(ARCHIVES)
LAYERS_test_contents := $(ARCHIVES)
LAYERS_test_warming := $(ARCHIVES)
LAYERS_test_pages  := $(ARCHIVES)
LAYERS_test_publish := $(ARCHIVES)
LAYERS_test_confine := $(ARCHIVES)
LAYERS_test_server := $(ARCHIVES)
LAYERS_test_intake := $(ARCHIVES)
LAYERS_test_outlet := $(ARCHIVES)
.SECONDEXPANSION:
$(B)/tests/%.o: tests/unit/%.c build/modules.mk $(B)/flags
	@mkdir -p $(@D)
	$(call compile,cgi)
# Whole archives, so that a call to the right from any of their objects does not link.
$(B)/tests/%: WHOLE = -Wl,--whole-archive $(filter %.a,$^) -Wl,--no-whole-archive
$(B)/tests/%: $(B)/tests/%.o $$(LAYERS_$$*)
	$(link) -lcmocka -lpng16
$(B)/fuzz/%.o: tests/fuzz/%.c build/modules.mk $(B)/flags
	@mkdir -p $(@D)
	$(call compile,cgi)
$(B)/fuzz/%: $(B)/fuzz/%.o $(ARCHIVES)
	$(link)
$(B)/bench/%.o: tests/bench/%.c build/modules.mk $(B)/flags
	@mkdir -p $(@D)
	$(call compile,cgi)
# cairo has writers of its own, which ours are measured beside.
$(B)/bench/%: $(B)/bench/%.o $(ARCHIVES)
	$(link) -lcairo
# To preload, so that calls of the C library fail: tests/inject/run.py.
$(B)/inject/%.so: tests/inject/%.c $(B)/flags
	@mkdir -p $(@D)
	$(if $(V),,@echo '  LD $@';)$(CC) -std=gnu17 -D_GNU_SOURCE $(WARNINGS) -O2 -g -fPIC -shared $< -o $@
inject-library: $(B)/inject/inject.so
bench-programs: $(patsubst tests/bench/%.c,$(B)/bench/%,$(wildcard tests/bench/*.c))
$(B)/replay/mangle: $(B)/fuzz/mangle.o $(ARCHIVES)
	@mkdir -p $(@D)
	$(link)
$(B)/replay/%: $(B)/fuzz/%.o $(B)/fuzz/replay.o $(ARCHIVES)
	@mkdir -p $(@D)
	$(link)
fuzz-programs: $(patsubst tests/fuzz/%.c,$(B)/fuzz/%,$(wildcard tests/fuzz/fuzz_*.c))
replay-programs: $(B)/replay/mangle $(patsubst tests/fuzz/%.c,$(B)/replay/%,$(wildcard tests/fuzz/fuzz_*.c))
unit-tests: $(patsubst %,$(B)/tests/%,$(TESTS))
.PRECIOUS: $(B)/tests/%.o $(B)/fuzz/%.o $(B)/bench/%.o

# -- what apt installs; a stamp named after the list makes the second run instant -----
stamp = build/packages/$(1)-$(shell echo '$(PACKAGES_$(1)) $(COMMANDS_$(1))' | cksum | cut -d' ' -f1)
build/packages/%:
	@tests/install-packages '$(PACKAGES_$(word 1,$(subst -, ,$*)))' '$(COMMANDS_$(word 1,$(subst -, ,$*)))'
	@mkdir -p $(@D) && touch $@

# pkg-config is asked once, when its packages are there.
build/modules.mk: Makefile | $(call stamp,build)
	@printf 'MODULE_CFLAGS := %s\nMODULE_LIBS := %s\n' "$$(pkg-config --cflags $(MODULES) $(LATE_MODULES))" "$$(pkg-config --libs $(MODULES))" >$@
ifneq ($(filter-out help clean uninstall,$(or $(MAKECMDGOALS),all)),)
include build/modules.mk
endif

# -- targets -----------------------------------------------------------------------------
serve: build/demarc $(call stamp,serve) ## show the page on http://localhost:8080/ (PORT=8080, DATA=data)
	@tests/serve $(PORT) '$(DATA)'

test: build/demarc $(call stamp,test) ## run every test that a contributor needs before a commit
	@$(MAKE) --no-print-directory FLAVOR=release unit-tests inject-library replay-programs
	@tests/run test

check: build/demarc $(call stamp,test) $(call stamp,check) ## the same under sanitizers, and static analysis
	@$(MAKE) --no-print-directory FLAVOR=release unit-tests inject-library replay-programs
	@$(MAKE) --no-print-directory FLAVOR=asan build/asan/demarc unit-tests replay-programs
	@$(MAKE) --no-print-directory deb
	@tests/run check

fuzz: build/demarc $(call stamp,fuzz) ## feed it whatever a fuzzer thinks of, for SECONDS=60 each
	@$(MAKE) --no-print-directory FLAVOR=fuzz CC=clang fuzz-programs
	@tests/fuzz/run $(SECONDS)

coverage: build/demarc $(call stamp,test) $(call stamp,coverage) ## lines and branches that the suites reach, by folder; build/logs/coverage.txt by file
	@$(MAKE) --no-print-directory FLAVOR=cov build/cov/demarc unit-tests replay-programs
	@$(MAKE) --no-print-directory FLAVOR=release inject-library
	@tests/coverage/run

bench: build/demarc bench-programs $(call stamp,bench) ## measure speed and memory beside a baseline in the same run (SOAK=600: and for ten minutes under faults)
	@SOAK='$(SOAK)' tests/bench/run

contact-sheet: build/demarc $(call stamp,contact) ## every kind of picture in every theme and language: docs/contact-sheet-*.png
	@tests/contact-sheet

golden: build/demarc $(call stamp,test) ## rewrite what tests expect; read the difference before you commit it
	@$(MAKE) --no-print-directory FLAVOR=release unit-tests
	@tests/run golden

format: $(call stamp,format) ## write the sources as .clang-format has them
	@clang-format -i $$(git ls-files '*.c' '*.h')

install: build/demarc ## install below DESTDIR and PREFIX
	install -D -m 755 $(B)/demarc $(DESTDIR)$(PREFIX)/bin/demarc
	install -D -m 644 docs/demarc.1 $(DESTDIR)$(PREFIX)/share/man/man1/demarc.1
	install -D -m 644 docs/demarc.xml.5 $(DESTDIR)$(PREFIX)/share/man/man5/demarc.xml.5
	for d in frameworks messages thesaurus schema; do \
		install -d $(DESTDIR)$(PREFIX)/share/demarc/$$d && \
		install -m 644 data/$$d/* $(DESTDIR)$(PREFIX)/share/demarc/$$d/ || exit 1; done
	install -D -m 644 docs/data.md $(DESTDIR)$(PREFIX)/share/doc/demarc/data.md
	install -d $(DESTDIR)$(PREFIX)/share/doc/demarc/examples
	install -m 644 docs/examples/*.c* $(DESTDIR)$(PREFIX)/share/doc/demarc/examples/
	install -d $(DESTDIR)$(PREFIX)/$(SYSTEMD_UNITS)
	for unit in demarc.service demarc.socket; do sed 's|/usr/local/|$(PREFIX)/|' docs/examples/$$unit | \
		install -m 644 /dev/stdin $(DESTDIR)$(PREFIX)/$(SYSTEMD_UNITS)/$$unit || exit 1; done
	install -d $(DESTDIR)$(PREFIX)/$(BASH_COMPLETIONS) $(DESTDIR)$(PREFIX)/$(ZSH_COMPLETIONS)
	$(B)/demarc completion bash >$(DESTDIR)$(PREFIX)/$(BASH_COMPLETIONS)/demarc
	$(B)/demarc completion zsh >$(DESTDIR)$(PREFIX)/$(ZSH_COMPLETIONS)/_demarc

uninstall: ## remove what install put there
	cd $(DESTDIR)$(PREFIX) && rm -rf bin/demarc share/man/man1/demarc.1 share/man/man5/demarc.xml.5 \
		share/demarc share/doc/demarc $(SYSTEMD_UNITS)/demarc.service $(SYSTEMD_UNITS)/demarc.socket \
		$(BASH_COMPLETIONS)/demarc $(ZSH_COMPLETIONS)/_demarc

# Debian's tools want debian/ beside the sources, so both are put into a directory of their own. The lists of packages
# above are the package's too.
comma := ,
commas = $(subst $(eval ) ,$(comma) ,$(strip $(1)))
DEB := build/deb/demarc-$(VERSION)
# Whoever hands the package on is who is written to: an address that cannot be, until they say theirs.
MAINTAINER ?= demarc maintainers <maintainers@demarc.example>
deb: $(call stamp,build) $(call stamp,deb) ## a Debian package, build/deb/*.deb, and lintian's verdict on it
	rm -rf build/deb && mkdir -p $(DEB)
	tar -c --exclude=./build --exclude=./.git --exclude=node_modules . | tar -x -C $(DEB)
	cp -a docs/debian $(DEB)/debian
	sed -i 's/@BUILD@/$(call commas,$(PACKAGES_build))/; s/@FONTS@/$(call commas,$(PACKAGES_fonts))/; s/@MAINTAINER@/$(MAINTAINER)/' \
		$(DEB)/debian/control $(DEB)/debian/changelog
	[ "$$(dpkg-parsechangelog -l $(DEB)/debian/changelog -S Version)" = $(VERSION) ]
	cd $(DEB) && env -u DEMARC -u MAKEFLAGS DEB_BUILD_OPTIONS=parallel=$$(nproc) dpkg-buildpackage -b -us -uc >../build.log 2>&1 || \
		{ tail -n 30 ../build.log; exit 1; }
	rm -rf $(DEB)
	lintian --fail-on error --allow-root build/deb/demarc_$(VERSION)_*.changes
	@ls build/deb/*.deb

clean: ## remove everything built
	rm -rf build

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' Makefile | expand -t 10

SECONDS ?= 60
.PHONY: deb format contact-sheet coverage all serve test check fuzz fuzz-programs replay-programs bench bench-programs inject-library golden install uninstall clean help unit-tests FORCE
-include $(wildcard $(B)/*/*.d $(B)/*/*/*.d $(B)/*/*/*/*.d)
