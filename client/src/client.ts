/** What the extension is, whether its server runs beside VS Code or in a web worker. */
import type { LanguageClientOptions, StaticFeature } from "vscode-languageclient";

/** Schemes are left open: documents that were never saved, and those of a repository on the web, are checked too. */
export const CLIENT_OPTIONS: LanguageClientOptions = {
  documentSelector: [
    { language: "tinydns-data" },
    { language: "tcprules" },
    { language: "qmail-control" },
    // Run scripts, and those that start services at boot, stay what they are for everything else; the server says nothing
    // about other shell scripts.
    { language: "shellscript" },
    { pattern: "**/{run,finish,inittab,rc,rc.local}" },
  ],
};

/** Tells the server which commands of its code lenses are run, or whose results are shown, here. */
export const LENS_COMMANDS: StaticFeature = {
  fillClientCapabilities: (capabilities) => {
    const commands = ["djblint.compile", "djblint.answer", "djblint.tryClient", "djblint.followMail"];
    capabilities.experimental = { ...capabilities.experimental, commands: { commands } };
  },
  initialize: () => {},
  getState: () => ({ kind: "static" }),
  clear: () => {},
};
