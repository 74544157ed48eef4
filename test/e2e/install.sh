#!/usr/bin/env bash
# Installs real VS Code (code-server) and VS Code for the Web without compiling anything.
set -euo pipefail
cd "$(dirname "$0")"
npm ci --ignore-scripts
# The dependencies of code-server's VS Code are a tree of their own with its own shrinkwrap, which `npm ci` refuses.
cd node_modules/code-server/lib/vscode
npm install --omit=dev --ignore-scripts
