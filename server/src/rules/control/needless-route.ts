import type { RouteLine } from "djblint-grammars/control/tree";
import { printable } from "djblint-grammars/text";
import { broaderLine, decidingEntries } from "../../model/control/broader-keys.js";
import { foldCase, type MapLine, valueBehindKey } from "../../model/control/control.js";
import { relayPlace } from "../../model/control/mail-route.js";
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
  silent: "For keys that are no domain, and for those of which an earlier line says otherwise",
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
      for (const { line } of decidingEntries(file)) {
        const said = line.kind === "route" ? whyNeedless(line, broaderLine(line, file)) : undefined;
        if (!said) continue;
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

/** The same text for lines that lead to the same place (T4 to T7), as text where a patch may take a login or IPv6. */
function targetOf(line: RouteLine): string {
  const value = valueBehindKey(line).slice(1);
  if (/[\s|]|\[[^\]]*:/.test(value)) return value;
  const place = relayPlace(value);
  return place ? `${place.address ?? foldCase(place.relay)}:${place.port}` : "";
}
