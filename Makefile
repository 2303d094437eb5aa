# Shortcuts for contributors: CONTRIBUTING.md explains them. Everything else is Maven.

MVN ?= ./mvnw

.PHONY: help build test verify full format demo vendor

help:
	@echo "make build                           compile and package everything, without tests"
	@echo "make test MODULE=streams [TEST=X]    one module's unit tests, or one test (X or X#method) or integration test"
	@echo "make verify                          every module: before a pull request"
	@echo "make full                            everything in full length, as pull requests are checked"
	@echo "make format                          format the sources"
	@echo "make demo                            play meetings on this machine"
	@echo "make vendor NAME=acme [CLASS=Acme]   write the skeleton of a new vendor: docs/adding-a-vendor.md"

build:
	$(MVN) -q package -DskipTests

# A module's tests are in one package below io.adjourn; those of the modules that -am adds do not run.
package = $(notdir $(firstword $(sort $(wildcard $(MODULE)/src/test/java/io/adjourn/*))))
comma = ,

# A test that is not there would run nothing, and that is green.
test:
	@test -n "$(MODULE)" || { echo "make test: which module? For example: make test MODULE=streams TEST=ClosingTest" >&2; exit 2; }
	@test -n "$(package)" || { echo "make test: $(MODULE) has no tests" >&2; exit 2; }
	@for test in $(subst $(comma), ,$(TEST)); do \
		file=$${test%%#*}; file=$${file##*[./]}; \
		test -n "$$(find $(MODULE)/src/test -name "$$file.java")" || { echo "make test: no $$file in $(MODULE)" >&2; exit 2; }; \
	done
	$(MVN) -q $(if $(findstring IT,$(TEST)),-Pfull) -pl $(MODULE) -am package -Dtest='$(or $(TEST),io/adjourn/$(package)/**/*Test)' -Dsurefire.failIfNoSpecifiedTests=false

verify:
	$(MVN) verify

full:
	.ci/run

format:
	$(MVN) -q process-sources

demo:
	@./adjourn demo

vendor:
	@tools/new-vendor "$(NAME)" $(CLASS)
