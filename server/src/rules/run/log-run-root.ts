import { lastStep } from "../../model/run/service.js";
import { identityOf } from "../../model/run/service-identity.js";
import { readActions } from "../../model/run/service-multilog.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS053",
  name: "log-run-root",
  language: "run",
  severity: "warning",
  category: "privilege",
  security: true,
  since: "0.1",
  what: "multilog runs as root",
  why: "A log service needs no more than the right to write into its folder; as root, a fault in it hands over the host",
  silent: "When something in the chain changes the account or may do so, and when multilog writes to no folder",
  sources: ["run script specification R53"],
  fixable: "unsafe",
  messages: {
    root: {
      text: "multilog runs as root here, and needs no more than the right to write into its log folder",
      help: "write setuidgid ACCOUNT in front of multilog, and make ACCOUNT the owner of the log folder (not of the folder with run)",
    },
    insert: { text: "Insert setuidgid dlog" },
  },
  example: {
    bad: "#!/bin/sh\nexec multilog t ./main\n",
    good: "#!/bin/sh\nexec setuidgid dlog multilog t ./main\n",
    file: "service/x/log/run",
  },
  on: {
    chain: (chain, _script, report) => {
      const step = lastStep(chain);
      const isService = chain.replacesShell || chain.place.last;
      if (step.name !== "multilog" || !isService || chain.place.piped || chain.place.nested) return;
      if (identityOf(chain).kind !== "inherited") return;
      if (!readActions(step).some(({ kind }) => kind === "directory" || kind === "unknown")) return;
      const { start } = step.word;
      const edits = [{ span: { start, end: start }, newText: "setuidgid dlog " }];
      report({ at: step.word, message: "root", fixes: [{ title: "insert", safety: "unsafe", edits }] });
    },
  },
});
