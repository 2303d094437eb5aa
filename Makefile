# Shortcuts for contributors: CONTRIBUTING.md explains them. Everything else is Maven.

MVN ?= ./mvnw

.PHONY: help build test verify full format demo vendor

help:
	@echo "make build                           compile and package everything, without tests"
	@echo "make test MODULE=streams [TEST=X]    one module's unit tests, or one test (X or X#method) or integration test"
	@echo "make verify                          all modules, each thing tried: before a pull request"
	@echo "make full                            everything in full length, as pull requests are checked"
	@echo "make format                          format the sources"
	@echo "make demo                            play meetings on this machine"
	@echo "make vendor NAME=acme [CLASS=Acme]   write the skeleton of a new vendor: docs/adding-a-vendor.md"

build:
	$(MVN) -q package -DskipTests

# A module's tests are in the package of its name.
package = $(patsubst helm,chart,$(patsubst simulators,simulator,$(notdir $(MODULE))))

test:
	@test -n "$(MODULE)" || { echo "make test: which module? For example: make test MODULE=streams TEST=ClosingTest" >&2; exit 2; }
	$(MVN) -q $(if $(filter %IT,$(TEST)),-Pfull) -pl $(MODULE) -am package -Dtest='$(or $(TEST),io/adjourn/$(package)/**/*Test)' -Dsurefire.failIfNoSpecifiedTests=false

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
