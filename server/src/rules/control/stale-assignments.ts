import { decodeLatin1 } from "djblint-grammars/text";
import { CdbReader } from "../../compile/cdb.js";
import { MemorySink } from "../../compile/memory.js";
import { compileNewu } from "../../compile/qmail-newu.js";
import { isCompiledMissing } from "../../model/site/file-on-site.js";
import { parentOf } from "../../model/tree.js";
import { mailInstallationOf } from "../../simulate/mail-installation.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM827",
  name: "stale-assignments",
  language: "control",
  severity: "warning",
  category: "users",
  since: "0.1",
  what: "users/cdb is missing, or does not hold what users/assign says",
  why: "qmail-lspawn reads the compiled file only: what was changed in the text has no effect until qmail-newu is run",
  silent:
    "When qmail-newu refuses the text, which other rules are about; when the text assigns nothing; about a missing " +
    "users/cdb where compiled files are not kept with the sources of the host; and where some files may be missing",
  sources: ["qmail specification U1, section 2"],
  fixable: "none",
  messages: {
    missing: {
      text: "these assignments have no effect: there is no users/cdb, and qmail-lspawn does not read the text",
      help: "run qmail-newu",
    },
    stale: {
      text: "users/cdb holds something else than this file, and only users/cdb counts",
      help: "run qmail-newu",
    },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n" +
      "==> users/assign <==\n=joe:joe:507:100:/mail/joe:::\n=ann:ann:508:100:/mail/ann:::\n.\n" +
      "==> users/cdb (compiled from this) <==\n=joe:joe:507:100:/mail/joe:::\n.\n",
    good:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n" +
      "==> users/assign <==\n=joe:joe:507:100:/mail/joe:::\n=ann:ann:508:100:/mail/ann:::\n.\n" +
      "==> users/cdb (compiled from this) <==\n=joe:joe:507:100:/mail/joe:::\n=ann:ann:508:100:/mail/ann:::\n.\n",
  },
  on: {
    file: (file, report) => {
      if (file.shape !== "assignments" || !file.lines.some(({ kind }) => kind === "assignment")) return;
      const folder = parentOf(file.path);
      if (!mailInstallationOf(file)?.isWhole || !/\/assign$/.test(file.path)) return;
      const sink = new MemorySink();
      if (compileNewu(file.text.bytes, sink).kind === "refused") return;
      const at = { start: 0, end: 0 };
      const database = `${folder}/cdb`;
      if (isCompiledMissing(file)) report({ at, message: "missing" });
      const built = file.around.text(database);
      if (built && recordsIn(built.bytes) !== recordsIn(sink.bytes())) report({ at, message: "stale" });
    },
  },
});

/** All of them, in one text; a first record counts, so their order does. */
function recordsIn(bytes: Uint8Array): string {
  const records = [...new CdbReader(bytes).records()];
  return JSON.stringify(records.map(({ key, data }) => [decodeLatin1(key), decodeLatin1(data)]));
}
