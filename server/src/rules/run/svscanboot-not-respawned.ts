import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS106",
  name: "svscanboot-not-respawned",
  language: "run",
  severity: "warning",
  category: "start",
  since: "0.1",
  what: "The line of inittab that starts svscanboot has another action than respawn",
  why:
    "svscan must always run, because it starts every service again: init starts it anew only with respawn, and waits " +
    "for ever for its end with an action such as wait",
  silent: "For respawn and ondemand, which mean the same to init, and for lines that do not start svscanboot or svscan",
  sources: ["inittab(5)", "daemontools, How to start daemontools"],
  fixable: "unsafe",
  messages: {
    once: {
      text: "with {action}, init starts {program} once: when it ends, no service is started again until the next boot",
      help: "write respawn",
    },
    waits: {
      text: "with {action}, init waits until {program} ends, which it never does: nothing behind this line is started",
      help: "write respawn",
    },
    off: { text: "with {action}, init does not start {program} at boot, and so no service", help: "write respawn" },
    unknown: {
      text: "init knows no action {action} and passes over the line, so that {program} is never started",
      help: "write respawn",
    },
    replace: { text: "Write respawn" },
  },
  example: {
    bad: "SV:123456:once:/command/svscanboot\n",
    good: "SV:123456:respawn:/command/svscanboot\n",
    file: "etc/inittab",
  },
  on: {
    inStarters: true,
    script: ({ inittab = [] }, report) => {
      for (const { action, actionAt, command } of inittab) {
        const program = /(^|[\s/])(svscan(boot)?)(?=\s|$)/.exec(command)?.[2];
        if (program === undefined || KEEPING.has(action)) continue;
        report({
          at: actionAt,
          message: ACTIONS.get(action) ?? "unknown",
          params: { action: action || "without a name", program },
          fixes: [{ title: "replace", safety: "unsafe", edits: [{ span: actionAt, newText: "respawn" }] }],
        });
      }
    },
  },
});

const KEEPING: ReadonlySet<string> = new Set(["respawn", "ondemand"]);

/** The command is not looked at with `initdefault`. */
const ACTIONS: ReadonlyMap<string, "once" | "waits" | "off"> = new Map([
  ["once", "once"],
  ["boot", "once"],
  ["powerfailnow", "off"],
  ["powerokwait", "off"],
  ["powerwait", "off"],
  ["powerfail", "off"],
  ["ctrlaltdel", "off"],
  ["kbrequest", "off"],
  ["initdefault", "off"],
  ["off", "off"],
  // Of busybox: waits for a key, for the end of init, for the shutdown.
  ["askfirst", "off"],
  ["restart", "off"],
  ["shutdown", "off"],
  ["wait", "waits"],
  ["bootwait", "waits"],
  ["sysinit", "waits"],
]);
