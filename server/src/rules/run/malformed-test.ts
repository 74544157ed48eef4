import type { Word, WordPart } from "djblint-grammars/run/tree";
import { literalText } from "djblint-grammars/run/words";
import { decodeLatin1, printable, type Span } from "djblint-grammars/text";
import type { ScriptCommand } from "../../model/run/service.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS091",
  name: "malformed-test",
  language: "run",
  severity: "error",
  category: "shell",
  since: "0.1",
  what: "A blank is missing in a test with [, or the hyphen of its operator",
  why:
    "[ is a command, and its operators and its ] are words of their own. Where the shell can make nothing of the words it " +
    "complains and goes on as if the test were false; a single word that is not empty is true",
  silent: "For [[ of bash, and for words that only the shell knows",
  sources: ["measured: dash 0.5.12, bash 5.2", "POSIX, test"],
  fixable: "none",
  messages: {
    name: {
      text: "there is no command {word}: the test counts as false",
      help: "write a blank behind [",
    },
    end: {
      text: "the test has no ] of its own, so [ ends with missing ]: it counts as false",
      help: "write a blank and ] at its end",
    },
    maybe: {
      text: "the ] is no word of its own: with any value [ ends with missing ], which counts as false; with none the ] stands alone",
      help: "write a blank in front of ]",
    },
    operator: {
      text: "{word} is one word, so the shell refuses the test: it counts as false",
      help: "write blanks around {operator}",
    },
    hyphen: {
      text: "{word} is no operator, so the shell refuses the test: it counts as false",
      help: "write -{word}",
    },
    letter: {
      text: "the letter is missing behind the hyphen, so the shell refuses the test: it counts as false",
      help: "write the operator that is meant, such as -r or -n",
    },
    part: {
      text: "{word} is one word, and not empty: this part of the test is true, whatever the values are",
      help: "write blanks around {operator}",
    },
    always: {
      text: "{word} is one word, and not empty: the test is true, whatever the values are",
      help: "write blanks around {operator}",
    },
  },
  example: {
    bad: '#!/bin/sh\nif [ -z "$IP"-o -z "$ROOT" ]; then exit 1; fi\nexec webd 2>&1\n',
    good: '#!/bin/sh\nif [ -z "$IP" -o -z "$ROOT" ]; then exit 1; fi\nexec webd 2>&1\n',
  },
  on: {
    inStarters: true,
    script: ({ service, text }, report) => {
      for (const command of service.commands) {
        const fault = faultOf(command);
        if (fault === undefined) continue;
        const { at, message, operator = "" } = fault;
        const word = printable(decodeLatin1(text.bytes, at.start, at.end));
        report({ at, message, params: { word, operator } });
      }
    },
  },
});

interface Fault {
  readonly at: Span;
  readonly message: "letter" | "name" | "end" | "maybe" | "operator" | "hyphen" | "always" | "part";
  readonly operator?: string;
}

function faultOf({ command: { words } }: ScriptCommand): Fault | undefined {
  const [first, ...rest] = words;
  const head = first?.parts[0];
  if (head?.kind !== "bare") return undefined;
  const isTest = literalText(first.parts) === "test";
  if (!isTest && head.text !== "[") return /^\[-[a-z]$/.test(head.text) ? { at: first, message: "name" } : undefined;
  if (!isTest && first.parts.length > 1) return { at: first, message: "name" };
  const last = rest.at(-1);
  if (!isTest && (last === undefined || literalText(last.parts) !== "]")) return endFault(last ?? first);
  const operands = isTest ? rest : rest.slice(0, -1);
  if (operands.length === 1) return alwaysTrue(operands[0]);
  const [operator, ...tested] = operands.filter((word, index) => index > 0 || literalText(word.parts) !== "!");
  const glued = literalText(operands[0]?.parts ?? []) ?? "";
  if (operands.length > 1 && /^!-[a-z]$/.test(glued)) return { at: operands[0], message: "operator", operator: "!" };
  if (tested.length === 1 && literalText(operator.parts) === "-") return { at: operator, message: "letter" };
  if (tested.length === 1 && UNARY.test(literalText(operator.parts) ?? "")) return { at: operator, message: "hyphen" };
  return (
    trueAlone(operands) ??
    operands.map((word, index) => gluedTo(word, operands[index + 1])).find((fault) => fault !== undefined)
  );
}

/** The shell alone knows what an expansion at the end is. */
function endFault(last: Word): Fault | undefined {
  const tail = last.parts.at(-1);
  if (tail?.kind === "parameter" || tail?.kind === "substitution") return undefined;
  const isLone = tail?.kind === "bare" && tail.text === "]" && last.parts.slice(0, -1).every(isExpansion);
  return { at: last, message: isLone ? "maybe" : "end" };
}

/** `"$a"="$b"`, `-z"$a"` */
function alwaysTrue(word: Word): Fault | undefined {
  const [first, ...rest] = word.parts;
  if (first.kind === "bare" && /^-[a-z]$/.test(first.text) && rest.length > 0) {
    return { at: word, message: "always", operator: first.text };
  }
  // `[ -r/etc/webd.conf ]`
  const [, operator] = (rest.length === 0 && first.kind === "bare" && /^(-[a-z])[/.]/.exec(first.text)) || [];
  if (operator) return { at: word, message: "always", operator };
  const sign = word.parts.map((part) => (part.kind === "bare" ? /!?=/.exec(part.text)?.[0] : undefined)).find(Boolean);
  return sign && word.parts.some(isExpansion) ? { at: word, message: "always", operator: sign } : undefined;
}

/** `-z "$a" -o "$a"="$b"` */
function trueAlone(operands: readonly Word[]): Fault | undefined {
  const texts = operands.map(({ parts }) => literalText(parts));
  const joins = texts.filter(isJoin);
  const isEnd = (index: number) => index < 0 || index === texts.length || isJoin(texts[index]);
  const alone = operands.filter((_, index) => isEnd(index - 1) && isEnd(index + 1));
  const fault = joins.length === 0 ? undefined : alone.map(alwaysTrue).find((found) => found?.operator?.endsWith("="));
  return fault && joins.includes("-a") ? { ...fault, message: "part" } : fault;
}

function isJoin(text: string | undefined): boolean {
  return text === "-o" || text === "-a";
}

/** Operators with one operand, without their hyphen. */
const UNARY = /^[bcdefghknprstuwxzLOSG]$/;

/** What may stand behind a value that ends in -o, as somebody could compare with one. */
const OPERATOR = /^(-[oa]|[!=]?=|-(eq|ne|gt|ge|lt|le|nt|ot|ef))$/;

/** `"$a"-o`, `-o-f` in front of another operand. */
function gluedTo(word: Word, next: Word | undefined): Fault | undefined {
  const tail = word.parts.at(-1);
  if (tail?.kind !== "bare" || next === undefined || OPERATOR.test(literalText(next.parts) ?? "")) return undefined;
  const before = word.parts.at(-2);
  const glued = before === undefined ? /^(-[oa])-[a-z]$/ : isExpansion(before) ? /^(-[oa])$/ : undefined;
  const operator = glued?.exec(tail.text)?.[1];
  return operator ? { at: word, message: "operator", operator } : undefined;
}

function isExpansion({ kind }: WordPart): boolean {
  return kind === "double-quoted" || kind === "parameter" || kind === "substitution";
}
