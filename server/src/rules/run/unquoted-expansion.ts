import type { WordPart } from "djblint-grammars/run/tree";
import type { Span } from "djblint-grammars/text";
import type { RunScript } from "../../model/run/run-script.js";
import type { Chain, OptionUse } from "../../model/run/service.js";
import { isTested, parameterIn } from "../../model/run/service-checks.js";
import { earlyVariables } from "../../model/run/service-early.js";
import { possibleTexts } from "../../model/run/service-possible.js";
import { isNeverSet } from "../../model/run/service-unset.js";
import { defineRule, type Edit } from "../rule.js";

export default defineRule({
  code: "RS071",
  name: "unquoted-expansion",
  language: "run",
  severity: "warning",
  category: "options",
  since: "0.1",
  what: "The argument of an option comes from a file, or from a variable that nothing sets, without quotes",
  why: "When there is no value, the word vanishes and the option takes the next word instead",
  silent:
    "For words that are no argument of an option, for variables that the script tests or that have a value for want of " +
    "another, for numbers of accounts from id (RS022), for what another program of the command is to set (RS111), and for programs that always print something, such as hostname",
  sources: ["run script specification C2, R71"],
  fixable: "unsafe",
  messages: {
    vanishes: {
      text: "if {variable} is empty, it vanishes without quotes, and -{letter} takes the next word as its {argument}",
      help: 'write "{variable}"',
    },
    unset: {
      text: "nothing here sets {variable}: if it is empty, it vanishes without quotes, and -{letter} takes the next word as its {argument}",
      help: 'set it, and write "{variable}"',
    },
    quote: { text: "Put quotes around it" },
    comes: { text: "it is set here" },
  },
  example: {
    bad: "#!/bin/sh\nLOCAL=`head -1 /var/qmail/control/me`\nexec envuidgid qmaild tcpserver -URH -l $LOCAL -x smtp.cdb 0 25 qmail-smtpd 2>&1\n",
    good: '#!/bin/sh\nLOCAL=`head -1 /var/qmail/control/me`\nexec envuidgid qmaild tcpserver -URH -l "$LOCAL" -x smtp.cdb 0 25 qmail-smtpd 2>&1\n',
  },
  on: {
    inStarters: true,
    chain: (chain, script, report) => {
      for (const { program, options } of chain.steps) {
        if (program?.reader !== "djb") continue;
        for (const option of options) {
          const found = vanishing(option, chain, script);
          if (found === undefined) continue;
          const { letter, spec } = option;
          const { word, source, name } = found;
          const params = { variable: `$${name}`, letter, argument: spec?.argument ?? "argument" };
          report({
            at: word,
            message: source ? "vanishes" : "unset",
            params,
            related: source && [{ span: source, message: "comes" }],
            fixes: [{ title: "quote", safety: "unsafe", edits: quoted(word) }],
          });
        }
      }
    },
  },
});

function quoted({ start, end }: Span): Edit[] {
  return [
    { span: { start, end: start }, newText: '"' },
    { span: { start: end, end }, newText: '"' },
  ];
}

/** The variable that is the whole argument, has no quotes, and may be empty. */
function vanishing(option: OptionUse, chain: Chain, script: RunScript) {
  const { takesNext, value } = option;
  if (!takesNext || value === undefined || value.text !== undefined) return undefined;
  const { parameter, word } = parameterIn(chain.command, value) ?? {};
  if (parameter === undefined || word?.parts.length !== 1 || word.parts[0] !== parameter) return undefined;
  const { name, operator } = parameter;
  const source = chain.variables.wordOf(name);
  if (operator !== undefined || isTested(script, name, source)) return undefined;
  if (isNeverSet(name, chain, script)) {
    const isEarly = earlyVariables(chain, script).some((early) => early.parameter === parameter);
    return isEarly ? undefined : { word, source, name };
  }
  if (source === undefined || isIdOption(option) || !readsFile(source.parts)) return undefined;
  if (possibleTexts(source.parts, chain.variables).texts.length > 0) return undefined;
  return { word, source, name };
}

/** Numbers of accounts are another rule's matter (RS022). */
function isIdOption({ spec }: OptionUse): boolean {
  return spec?.role === "uid" || spec?.role === "gid";
}

/** `` `head -1 FILE` ``, `` `cat FILE` `` */
function readsFile([part]: readonly WordPart[]): boolean {
  if (part?.kind === "double-quoted") return readsFile(part.parts);
  const command = part?.kind === "substitution" ? part.list.items.at(0)?.pipelines[0].commands[0] : undefined;
  const [name] = command?.kind === "simple" ? (command.words[0]?.parts ?? []) : [];
  return name?.kind === "bare" && READERS.test(name.text);
}

const READERS = /^(\/usr)?(\/bin\/)?(head|cat|sed|awk|grep|tail|cut)$/;
