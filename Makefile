# Shortcuts for contributors; everything else is Maven, see README.md.

.PHONY: help vendor

help:
	@echo "make vendor NAME=acme [CLASS=Acme]   write the skeleton of a new vendor: docs/adding-a-vendor.md"

vendor:
	@tools/new-vendor "$(NAME)" $(CLASS)
