import type { ControlLine, RouteLine } from "djblint-grammars/control/tree";
import { printable } from "djblint-grammars/text";
import { broaderLine, decidingEntries, suffixesOf } from "../../model/control/broader-keys.js";
import { foldCase, type MapLine, valueBehindKey } from "../../model/control/control.js";
import type { ControlTable } from "../../model/control/control-directory.js";
import { relayPlace } from "../../model/control/mail-route.js";
import { mailInstallationOf } from "../../simulate/mail-installation.js";
import { defineRule, type Observation } from "../rule.js";
import { lineRemoval } from "./line-removal.js";

export default defineRule({
  code: "QM417",
  name: "needless-route",
  language: "control",
  severity: "info",
  category: "routes",
  since: "0.1",
  what: "A route has the same relay as the next broader route, or is an exception to none",
  why: "Without the line, the broader route leads to the same relay; without a broader route, mail goes to the mail exchangers in any case",
  silent:
    "For keys that are no domain, for those of which an earlier line says otherwise, and for exceptions when another line is meant for a broader key",
  sources: ["qmail specification T1"],
  fixable: "safe",
  messages: {
    needless: {
      text: 'this line changes nothing: the route for {broader} leads to "{relay}" as well',
      help: "remove the line",
    },
    exception: {
      text: '"{found}" changes nothing: there is no broader route, so that the mail goes to its mail exchangers in any case',
      help: "remove the line, or write the relay",
    },
    excepted: {
      text: '"{found}" changes nothing: "{broader}:" leaves the mail to its mail exchangers as well',
      help: "remove the line, or write the relay",
    },
    broader: { text: "the broader route" },
    remove: { text: "Remove the line" },
  },
  example: {
    file: "control/smtproutes",
    bad: ":[192.0.2.7]\nexample.org:[192.0.2.7]\n",
    good: ":[192.0.2.7]\nexample.org:[192.0.2.8]\n",
  },
  on: {
    file: (file, report) => {
      if (file.name !== "smtproutes") return;
      const meant = mailInstallationOf(file)?.directory.smtproutes;
      const isColonLost = file.lines.some(lacksColon);
      for (const { line } of decidingEntries(file)) {
        if (line.kind !== "route") continue;
        const said = whyNeedless(line, broaderLine(line, file));
        if (!said || (said.message === "exception" && meant && (isColonLost || hasBroader(line.key.text, meant))))
          continue;
        const goesOn = report({
          ...said,
          at: line.whole,
          tags: ["unnecessary"],
          fixes: lineRemoval(line.line, file, { title: "remove", safety: "safe" }),
        });
        if (!goesOn) return;
      }
    },
  },
});

function whyNeedless(line: RouteLine, broader: MapLine | undefined): Omit<Observation, "at"> | undefined {
  const target = targetOf(line);
  const found = printable(line.whole.text);
  if (!broader) return target === "" ? { message: "exception", params: { found } } : undefined;
  if (broader.kind !== "route" || targetOf(broader) !== target) return undefined;
  const related = [{ span: broader.whole, message: "broader" }];
  const key = printable(broader.key.text);
  if (target === "") return { message: "excepted", params: { found, broader: key }, related };
  const relay = printable(valueBehindKey(line).slice(1));
  return { message: "needless", params: { broader: key || "all domains", relay }, related };
}

/** `RELAY` or `RELAY:587`, which may be meant for all domains. */
function lacksColon(line: ControlLine): boolean {
  return line.kind === "fault" || (line.kind === "route" && line.port === undefined && /^\d+$/.test(line.relay.text));
}

/** Whether a line is meant for a broader key, of which qmail-remote makes something else. */
function hasBroader(key: string, meant: ControlTable): boolean {
  return [...suffixesOf(key), ""].some((broader) => meant.find(broader));
}

/** The same text for lines that lead to the same place (T4 to T7), as text where a patch may take a login or IPv6. */
function targetOf(line: RouteLine): string {
  const value = valueBehindKey(line).slice(1);
  if (/[\s|]|\[[^\]]*:/.test(value)) return value;
  const place = relayPlace(value);
  return place ? `${place.address ?? foldCase(place.relay)}:${place.port}` : "";
}
