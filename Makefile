# poesim -- simulator of biometric entry and exit at ports of entry
#
# make              build/poesim and its analyses
# make demo         run the airport scenario; figures in build/demo/
# make check        all tests that fit in two minutes
# make check-all    the long ones too: oracles, 20,000 random scenarios, mutants,
#                   ASan, UBSan
# make mutants      breaks the program on purpose; a named test notices each time
# make validate     every exact answer by whole runs; the table of docs/validation.md
# make check-long   what takes minutes of all processors: do the intervals hold?
# make regress      the reference scenarios beside their stored numbers
# make regress-accept NAMES="ferry ..." REASON="why"   store them anew
# make calibrate    fit JFK 2018, predict JFK and SFO (minutes; needs POESIM_DATA)
# make bench        speed: rows to build/bench.tsv, and behind docs/benchmarks.md
# make bench-long   the rows that take minutes: a year, and how cost grows
# make deps         install missing packages (Debian: apt-get, root or sudo)
# make docs         regenerate the generated tables of docs/
# make format lint  clang-format; clang-format --dry-run and cppcheck
# make install      PREFIX=/usr/local
# make clean        remove every build*/ folder
#
# V=1 shows the compiler's command lines.
CC       ?= cc
BUILD    ?= build
OPT      ?= -O3
PREFIX   ?= /usr/local
VERSION  := 0.1.0
POESIM_DATA ?= $(abspath ../shared/data)
export POESIM_DATA BUILD
export LC_ALL = C.UTF-8

# Inner makes use every processor unless told otherwise.
JOBS     ?= $(shell nproc 2>/dev/null || echo 1)
SUB       = $(MAKE) --no-print-directory $(if $(findstring j,$(filter-out --%,$(MAKEFLAGS))),,-j$(JOBS))
Q         = $(if $(V),,@)
SAY       = $(if $(V),@:,@echo)

PKGS      = gsl libxml-2.0 hdf5 libdeflate nettle
PACKAGES  = pkg-config libgsl-dev libxml2-dev libhdf5-dev librandom123-dev \
            libdeflate-dev nettle-dev gnuplot-nox
TEST_PACKAGES = check hdf5-tools python3-h5py python3-pandas libxml2-utils \
                graphviz
pkg       = $(shell pkg-config $(1) $(PKGS) 2>/dev/null)

WARN      = -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wstrict-prototypes \
            -Wmissing-prototypes -Wvla -Wformat=2 -Wno-pedantic
CPPFLAGS += -I. -I$(BUILD) -D_POSIX_C_SOURCE=200809L \
            -DPOESIM_VERSION='"$(VERSION)"' \
            $(patsubst -I%,-isystem %,$(call pkg,--cflags))
# Counters side by side are counted one by one elsewhere: a vector of them waits
# for the single stores before it (GCC 12 makes such vectors; 4% of a visit).
CFLAGS   += -std=c11 -g $(OPT) $(WARN) $(SAN) -ffp-contract=off -pthread -MMD -MP \
            -fno-tree-slp-vectorize
# HDF5 from its archive where there is one: the shared library of Debian brings
# a web client's forty libraries, half of the time to the first event.
HDF5      = $(wildcard $(patsubst -L%,%/libhdf5.a,$(shell pkg-config --libs-only-L hdf5 2>/dev/null)))
LDLIBS   += $(if $(HDF5),$(patsubst -lhdf5,$(HDF5) -lsz -lz -ldl,$(call pkg,--libs)),$(call pkg,--libs)) \
            -lm -pthread

MODELS   := $(wildcard models/*.c models/*/*.c)
SIM      := $(filter-out sim/main.c,$(wildcard sim/*.c sim/*/*.c sim/*/*/*.c))
SHARED   := $(wildcard analysis/common/*.c analysis/regress/*.c \
              analysis/calibrate/*.c)
ANALYSES := $(patsubst analysis/%.c,%,$(wildcard analysis/*.c))
TESTS    := $(patsubst %.c,$(BUILD)/%,$(wildcard tests/models/test_*.c \
              tests/sim/test_*.c tests/analysis/test_*.c))
LONG     := $(patsubst %.c,$(BUILD)/%,$(wildcard tests/*/long_*.c))
SUPPORT  := $(wildcard tests/support/*.c)
obj       = $(patsubst %.c,$(BUILD)/%.o,$(1))

.DELETE_ON_ERROR:
.SECONDARY:
.SUFFIXES:
MAKEFLAGS += -r

all: deps-build
	@$(SUB) programs
programs: $(BUILD)/poesim $(ANALYSES:%=$(BUILD)/poesim-%)

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(SAY) '  cc  $<'
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

$(BUILD)/libmodels.a: $(call obj,$(MODELS))
$(BUILD)/libsim.a: $(call obj,$(SIM))
$(BUILD)/libanalysis.a: $(call obj,$(SHARED))
$(BUILD)/libsupport.a: $(call obj,$(SUPPORT))
$(BUILD)/%.a:
	@mkdir -p $(@D)
	@rm -f $@ && $(AR) rcs $@ $^

# The schema travels in the program, as bytes.
$(BUILD)/schema.inc: scenarios/poesim.xsd
	@mkdir -p $(@D)
	$(Q)od -An -v -tx1 $< | sed 's/ \(..\)/0x\1,/g' > $@
$(BUILD)/sim/io/document/schema.o: $(BUILD)/schema.inc

# A program or unit test links its own layer and those below it only.
below_models   = $(BUILD)/libmodels.a
below_sim      = $(BUILD)/libsim.a $(below_models)
below_analysis = $(BUILD)/libanalysis.a $(below_sim)

$(BUILD)/poesim: $(BUILD)/sim/main.o $(below_sim)
	$(SAY) '  ld  $@'
	$(Q)$(CC) $(SAN) $(LDFLAGS) -o $@ $^ $(LDLIBS)
$(BUILD)/poesim-%: $(BUILD)/analysis/%.o $(below_analysis)
	$(SAY) '  ld  $@'
	$(Q)$(CC) $(SAN) $(LDFLAGS) -o $@ $^ $(LDLIBS)

.SECONDEXPANSION:
$(TESTS) $(LONG): $(BUILD)/tests/%: $(BUILD)/tests/%.o $(BUILD)/libsupport.a $$(below_$$(firstword $$(subst /, ,$$*)))
	$(SAY) '  ld  $@'
	$(Q)$(CC) $(SAN) $(LDFLAGS) -o $@ $^ $(shell pkg-config --libs check) $(LDLIBS)

deps-build:
	@$(call need,$(PACKAGES))
deps:
	@$(call need,$(PACKAGES) $(TEST_PACKAGES))

# Names what is missing, then installs it; a second run asks dpkg only.
define need
missing=; for p in $(1); do \
  dpkg-query -W -f '$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$p"; done; \
if [ -n "$$missing" ]; then \
  echo "missing packages:$$missing"; \
  command -v apt-get >/dev/null || { echo "no apt-get here: install them with your package manager" >&2; exit 1; }; \
  sudo=; [ "$$(id -u)" = 0 ] || { command -v sudo >/dev/null || { echo "not root and no sudo: run apt-get install$$missing as root" >&2; exit 1; }; sudo=sudo; }; \
  $$sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq --no-install-recommends $$missing >$(or $(TMPDIR),/tmp)/poesim-apt.log 2>&1 \
    || { tail -5 $(or $(TMPDIR),/tmp)/poesim-apt.log >&2; echo "apt-get could not install$$missing" >&2; exit 1; }; \
  echo "installed:$$missing"; fi
endef

# Every test of its size, one after another; the first that fails stops it. The
# Tests of one size, side by side; of one that fails, all that it said.
# The scripts take longest, the oracles most of all: they begin first.
run_tests = sh tests/run.sh $(JOBS) $(filter %oracles.sh,$(2)) \
            $(filter-out %oracles.sh,$(2)) $(1)
check: deps
	@$(SUB) check-run
check-run: programs $(TESTS)
	@$(call run_tests,$(TESTS),$(wildcard tests/*/test_*.sh))
check-all: deps
	@$(SUB) check-run long-run
	@$(SUB) regress
	@$(SUB) mutants
	@$(SUB) asan
long-run: programs $(LONG)
	@$(call run_tests,$(LONG),$(wildcard tests/*/long_*.sh))
# The same tests with the address and undefined-behaviour sanitizers.
asan:
	@$(SUB) check-run BUILD=build-asan OPT=-O1 \
	  SAN='-fsanitize=address,undefined,float-cast-overflow -fno-sanitize-recover=all'

# Two copies of the tree, built at -O0, in which one line at a time is wrong.
mutants: deps
	/usr/bin/python3 -B tests/mutants/run.py tests/mutants/table.txt \
	  $(BUILD)-mutants --jobs $(JOBS) --only '$(ONLY)'
# What docs/validation.md shows of figures that are known: their table, written anew.
PAGE = docs/validation.md
NOW  = poesim $(VERSION), $$(git rev-parse --short HEAD 2>/dev/null), $$(date -u +%F)
validate: deps
	@$(SUB) programs
	@/usr/bin/python3 -B tests/oracles/check.py $(BUILD)/poesim >$(BUILD)/validation.tsv; \
	  wrong=$$?; tail -n 1 $(BUILD)/validation.tsv; grep '^FAIL' $(BUILD)/validation.tsv; \
	  /usr/bin/python3 -B tests/oracles/page.py oracles $(BUILD)/validation.tsv $(PAGE) "$(NOW)" && \
	  exit $$wrong
# Run by hand, and recorded there.
check-long: deps
	@$(SUB) programs
	@echo "how often the 95% intervals hold: the table goes to $(BUILD)/coverage.tsv and $(PAGE)" >&2
	@for t in tests/*/hand_*.sh; do PAGE=$(PAGE) NOW="$(NOW)" sh $$t || exit 1; done

# The reference scenarios beside what is stored of them. Those that are exact stay
# as they are, also when they are named.
REFERENCE = scenarios/reference
NAMES    ?= $(patsubst $(REFERENCE)/%.xml,%,$(wildcard $(REFERENCE)/*.xml))
regress: deps-build
	@$(SUB) programs
	@$(BUILD)/poesim regress $(REFERENCE)
regress-accept: deps-build
	@$(SUB) programs
	@$(BUILD)/poesim regress $(REFERENCE) $(NAMES:%=--accept %) \
	  --reason '$(subst ','\'',$(REASON))' --replications 4

# One scenario from XML to figures.
DEMO = air-entry-hub
demo: deps-build
	@$(SUB) programs
	@mkdir -p $(BUILD)/demo
	$(BUILD)/poesim run scenarios/reference/$(DEMO).xml -o $(BUILD)/demo/$(DEMO).h5 --force
	@for a in throughput waits errors staffing causes; do \
	  $(BUILD)/poesim $$a $(BUILD)/demo/$(DEMO).h5 >$(BUILD)/demo/$$a.tsv && \
	  for f in svg png; do gnuplot -c plots/$$a.gp $(BUILD)/demo/$$a.tsv $(BUILD)/demo/$$a.$$f || exit 1; done; \
	done
	@echo "figures and tables are in $(BUILD)/demo:"; ls $(BUILD)/demo

# The protocol of docs/validation.md; what is there already is not fitted again.
calibrate: deps-build
	@$(SUB) programs
	@echo "scenarios, fits and cells go to $(BUILD)/calibrate; tables to standard output" >&2
	@sh tests/world/calibrate.sh $(BUILD)/calibrate same
	@sh tests/world/calibrate.sh $(BUILD)/calibrate day

# ROWS="mm1 tandem": these rows only. The page keeps every set of rows.
$(BUILD)/bench: $(patsubst %.c,$(BUILD)/%.o,$(wildcard tests/bench/*.c)) $(below_sim)
	$(SAY) '  ld  $@'
	$(Q)$(CC) $(SAN) $(LDFLAGS) -o $@ $^ $(LDLIBS)
LONG_ROWS = national-year linear-10 linear-100 linear-1000 resident-100 present-1000
bench: deps-build
	@$(SUB) programs $(BUILD)/bench
	@$(BUILD)/bench $(BUILD)/poesim $(BUILD) "$$(git rev-parse --short HEAD)" \
	  docs/benchmarks.md $(ROWS) | tee $(BUILD)/bench.tsv
bench-long:
	@$(SUB) bench ROWS="$(LONG_ROWS)"

# Generated tables of the docs; a unit test fails where they are stale.
docs: programs
	$(BUILD)/poesim format >docs/scenario-format.md
	$(BUILD)/poesim fields >$(BUILD)/fields.md
	awk -v page=$(BUILD)/fields.md '/: end -->/ {skip = 0} !skip {print} \
	  /: begin -->/ {skip = 1; print ""; while ((getline l < page) > 0) print l; print ""}' \
	  docs/results-format.md >$(BUILD)/results-format.md
	cp $(BUILD)/results-format.md docs/results-format.md

install: programs
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/poesim
	install -m 755 $(BUILD)/poesim $(ANALYSES:%=$(BUILD)/poesim-%) $(DESTDIR)$(PREFIX)/bin
	install -d $(DESTDIR)$(PREFIX)/share/poesim/scenarios $(DESTDIR)$(PREFIX)/share/doc/poesim/docs
	cp -R scenarios/library plots $(DESTDIR)$(PREFIX)/share/poesim
	cp -R scenarios/README.md scenarios/poesim.xsd scenarios/reference scenarios/national scenarios/tutorial $(DESTDIR)$(PREFIX)/share/poesim/scenarios
	cp -R docs/. $(DESTDIR)$(PREFIX)/share/doc/poesim/docs
	install -m 644 README.md LICENSE CITATION.cff $(DESTDIR)$(PREFIX)/share/doc/poesim

format:
	clang-format -i $(shell git ls-files '*.c' '*.h')
lint:
	clang-format --dry-run -Werror $(shell git ls-files '*.c' '*.h')
	cppcheck -q --error-exitcode=1 --std=c11 -I. models sim analysis

help:
	@sed -n '3,/^[^#]/{/^#/s/^# \{0,1\}//p}' Makefile
clean:
	rm -rf build*/

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
.PHONY: all programs deps deps-build check check-run check-all check-long \
        validate mutants long-run asan \
        regress regress-accept demo calibrate bench docs install format lint help clean
