import { folderOf } from "../../model/run/service-folder.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS005",
  name: "interpreter-missing",
  language: "run",
  severity: "warning",
  category: "start",
  since: "0.1",
  what: "The interpreter in the #! line is not there",
  why: "The kernel looks for exactly that file: `file does not exist`, once a second, although the script itself is there",
  silent: "For absolute paths outside of the tree that is looked at: nobody looks at the machine",
  sources: ["run script specification X1, R05"],
  fixable: "none",
  messages: {
    missing: {
      text: "There is no {interpreter}, so the script is never started: file does not exist",
      help: "write the path of a shell that is there: #!/bin/sh",
    },
    relative: {
      text: "The kernel looks for {interpreter} in the folder of the service, because the path does not begin with a slash",
      help: "write the full path: #!/bin/sh",
    },
  },
  example: {
    bad: "#!bin/sh\nexec 2>&1\nexec /usr/local/bin/webd\n",
    good: "#!/bin/sh\nexec 2>&1\nexec /usr/local/bin/webd\n",
  },
  on: {
    script: (script, report) => {
      const { shebang } = script.tree;
      if (shebang === undefined || shebang.interpreter === "" || shebang.carriageReturn !== undefined) return;
      const { interpreter, interpreterSpan: at } = shebang;
      const folder = folderOf(script);
      if (interpreter.startsWith("/")) {
        if (script.around.isMissing(interpreter, folder)) report({ at, message: "missing", params: { interpreter } });
      } else if (script.around.find(interpreter, folder) === undefined) {
        report({ at, message: "relative", params: { interpreter } });
      }
    },
  },
});
