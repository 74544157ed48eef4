# For the Makefile of a tinydns root: data.cdb stays as it is when data has an error.
DJBLINT ?= djblint

data.cdb: data
	$(DJBLINT) --as tinydns --fail-on error data
	$(DJBLINT) tinydns-data
