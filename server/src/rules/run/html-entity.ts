import { htmlEntities } from "../../model/run/html-entity.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS092",
  name: "html-entity",
  language: "run",
  severity: "error",
  category: "shell",
  since: "0.1",
  what: "A sign is written as web pages write it, with & in front and ; behind",
  why:
    "The shell reads & as the end of a command that goes to the background, the letters as a command, and ; as its end: " +
    "it stops with a syntax error, or runs something else than what was meant",
  silent: "Inside of quotes and in comments",
  sources: ["measured: dash 0.5.12, bash 5.2"],
  fixable: "unsafe",
  messages: {
    entity: {
      text: "{found} is how a web page writes {meant}: the shell reads &, a command called {name}, and ;",
      help: "write {meant}",
    },
    replace: { text: "Write {meant}" },
  },
  example: {
    bad: "#!/bin/sh\nexec setuidgid web webd 2&gt;&1\n",
    good: "#!/bin/sh\nexec setuidgid web webd 2>&1\n",
  },
  on: {
    inStarters: true,
    script: ({ tree, service, text }, report) => {
      for (const { list } of [tree, ...service.scripts]) {
        for (const { start, end, meant, name } of htmlEntities(list, text.bytes)) {
          const params = { name, meant: meant.trim() || "a blank", found: text.slice({ start, end }) };
          const edits = [{ span: { start, end }, newText: meant }];
          report({
            at: { start, end },
            message: "entity",
            params,
            fixes: [{ title: "replace", params, safety: "unsafe", edits }],
          });
        }
      }
    },
  },
});
