// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are shell scripts
import assert from "node:assert/strict";
import { excerptOf } from "djblint-grammars/run/excerpt";
import { readShebang } from "djblint-grammars/run/interpreter";
import { parseCommands, parseScript } from "djblint-grammars/run/parser";
import { printScript, printWord } from "djblint-grammars/run/printer";
import type { BashFormKind, Fault, Script, SimpleCommand, Word } from "djblint-grammars/run/tree";
import { commandsOf, wordsOf } from "djblint-grammars/run/walk";
import { literalText, parseQuotedScript } from "djblint-grammars/run/words";
import { decodeLatin1, encodeLatin1, type Span } from "djblint-grammars/text";
import fc from "fast-check";
import { oracle } from "../support/oracle.js";
import { processorTime } from "../support/processor-time.js";
import { READ, READ_BY_DASH_ALONE, REFUSED } from "./run-verdicts.js";

function parse(source: string): Script {
  return parseScript(encodeLatin1(source));
}

/** The script as it is understood: one command a line. */
function printed(source: string): string {
  const script = parse(source);
  assert.deepEqual(script.faults, [], source);
  return printScript(script);
}

function firstCommand(source: string): SimpleCommand {
  const [command] = commandsOf(parse(source).list);
  assert.equal(command.kind, "simple");
  return command as SimpleCommand;
}

function words(source: string): Word[] {
  return [...wordsOf(parse(source).list)];
}

function fault(source: string): Fault {
  const { faults } = parse(source);
  assert.equal(faults.length, 1, JSON.stringify(source));
  return faults[0];
}

function at(source: string, { start, end }: Span): string {
  return source.slice(start, end);
}

/** What a script says, without where. */
function meaning(script: Script): unknown {
  const places = ["start", "end", "interpreterSpan", "carriageReturn", "comments", "bashForms"];
  return JSON.parse(JSON.stringify(script, (key, value) => (places.includes(key) ? undefined : value)));
}

/** Here-documents that the end of the file cuts off get an end when they are printed. */
function hasOpenDocument(script: Script): boolean {
  return JSON.stringify(meaning(parse(printScript(script)))) !== JSON.stringify(meaning(script));
}

describe("run scripts", () => {
  describe("agree with sh -n", () => {
    for (const [scripts, reads] of [
      [READ, true],
      [REFUSED, false],
    ] as const) {
      for (const script of scripts) {
        it(`${reads ? "reads" : "refuses"} ${JSON.stringify(script)}`, () => {
          assert.equal(parse(script).faults.length === 0, reads);
        });
      }
    }

    it("the list is what dash says", function () {
      const dash = oracle("dash");
      if (dash === undefined) this.skip();
      const accepts = (script: string) => dash.run(["-n"], { cwd: "/", stdin: encodeLatin1(script) }).exit === 0;
      assert.deepEqual(
        READ.filter((script) => !accepts(script)),
        [],
      );
      assert.deepEqual(REFUSED.filter(accepts), []);
      assert.deepEqual(READ_BY_DASH_ALONE.filter(accepts), READ_BY_DASH_ALONE);
    }).timeout(60000);
  });

  describe("words", () => {
    it("have parts with their places", () => {
      const source = `exec -x"a $b"'c'\\ d\${e:-f}$(g)\`h\`$((1+i))`;
      const [, word] = firstCommand(source).words;
      assert.deepEqual(
        word.parts.map((part) => [part.kind, at(source, part)]),
        [
          ["bare", "-x"],
          ["double-quoted", '"a $b"'],
          ["single-quoted", "'c'"],
          ["escaped", "\\ "],
          ["bare", "d"],
          ["parameter", "${e:-f}"],
          ["substitution", "$(g)"],
          ["substitution", "`h`"],
          ["arithmetic", "$((1+i))"],
        ],
      );
    });

    it("are literal unless something is expanded", () => {
      const [, ...rest] = firstCommand(`x a'b'"c"\\d ~ ~u/e "$f" \`g\` ''`).words;
      assert.deepEqual(
        rest.map(({ parts }) => literalText(parts)),
        ["abcd", undefined, undefined, undefined, undefined, ""],
      );
    });

    it("go on behind a backslash and a line feed", () => {
      const source = "exec mult\\\nilog t \\\n ./main";
      const [, program, stamp, directory] = firstCommand(source).words;
      assert.deepEqual(
        [program, stamp, directory].map(({ parts }) => literalText(parts)),
        ["multilog", "t", "./main"],
      );
      assert.equal(at(source, program), "mult\\\nilog");
    });

    it("~ names a home only at the start and up to a slash", () => {
      const kinds = (source: string) => firstCommand(source).words[1].parts.map(({ kind }) => kind);
      assert.deepEqual(kinds("x ~u/b"), ["tilde", "bare"]);
      assert.deepEqual(kinds("x a~u"), ["bare"]);
      assert.deepEqual(kinds("x ~'u'"), ["bare", "single-quoted"]);
    });
  });

  describe("commands", () => {
    it("take assignments in front and redirections anywhere", () => {
      const source = "A=1 B='x' >out prog C=2 2>&1 <in";
      const { assignments, words, redirects } = firstCommand(source);
      assert.deepEqual(
        assignments.map(({ name, value }) => [name, literalText(value.parts)]),
        [
          ["A", "1"],
          ["B", "x"],
        ],
      );
      assert.deepEqual(words.map(printWord), ["prog", "C=2"]);
      assert.deepEqual(
        redirects.map(({ descriptor, operator, target }) => [descriptor, operator, printWord(target)]),
        [
          [undefined, ">", "out"],
          [2, ">&", "1"],
          [undefined, "<", "in"],
        ],
      );
    });

    it("a number is a descriptor when it is one digit and touches the operator", () => {
      assert.equal(firstCommand("a 2>b").redirects[0].descriptor, 2);
      assert.equal(firstCommand("a 2 >b").redirects[0].descriptor, undefined);
      assert.equal(firstCommand("a 10>b").redirects[0].descriptor, undefined);
      assert.equal(firstCommand("#!/bin/bash\na 10>b").redirects[0].descriptor, 10);
    });

    it("make lists, pipelines and compound commands", () => {
      assert.equal(printed("a && b || ! c | d & e"), "a && b || ! c | d &\ne\n");
      assert.equal(
        printed("if a; then b; elif c; then d; else e; fi >x"),
        "if\na\nthen\nb\nelif\nc\nthen\nd\nelse\ne\nfi >x\n",
      );
      assert.equal(printed("while a; do b; done"), "while\na\ndo\nb\ndone\n");
      assert.equal(printed("for i in a 'b c'; do d; done"), "for i in a 'b c'\ndo\nd\ndone\n");
      assert.equal(printed("for i do a; done"), "for i\ndo\na\ndone\n");
      assert.equal(printed("case $x in a|b) c;; *) ;; esac"), "case $x in\n(a | b)\nc\n;;\n(*)\n;;\nesac\n");
      assert.equal(printed("f() { a; }; (b)"), "f() {\na\n}\n(\nb\n)\n");
    });

    it("here-documents follow their line", () => {
      const source = "cat <<A <<-'B' && echo\n$x\nA\n\t$y\n\tB\nexit\n";
      const [cat] = commandsOf(parse(source).list);
      const [first, second] = (cat as SimpleCommand).redirects.map(({ hereDocument }) => hereDocument!);
      assert.deepEqual([first.delimiter, first.literal, first.parts[0].kind], ["A", false, "parameter"]);
      assert.deepEqual([second.delimiter, second.literal, literalText(second.parts)], ["B", true, "$y\n"]);
      assert.equal(at(source, first), "$x\n");
      assert.equal(printed(source), "cat <<A <<-'B' && echo\n$x\nA\n$y\nB\nexit\n");
    });
  });

  describe("places", () => {
    it("are those of the file inside backquotes", () => {
      const source = 'x="`echo \\"a\\" \\`b c\\``"';
      assert.deepEqual(
        words(source).map((word) => [printWord(word), at(source, word)]),
        [
          ['"`echo "a" \\`b c\\n\\`\\n`"', '"`echo \\"a\\" \\`b c\\``"'],
          ["echo", "echo"],
          ['"a"', '"a\\"'],
          ["`b c\n`", "`b c\\`"],
          ["b", "b"],
          ["c", "c"],
        ].map(([text, place]) => [text.replaceAll("\\n", "\n"), place]),
      );
    });

    it("are those of the file inside sh -c '...'", () => {
      const source = "#!/bin/sh\nexec envdir ./env sh -c '\n  exec dnscache\n'\n";
      const script = firstCommand(source).words[5];
      const commands = parseQuotedScript(encodeLatin1(source), script, "sh")!;
      assert.deepEqual(
        [...wordsOf(commands.list)].map((word) => [printWord(word), at(source, word)]),
        [
          ["exec", "exec"],
          ["dnscache", "dnscache"],
        ],
      );
    });

    it("of sh -c with double quotes too, where the shell changes nothing in them", () => {
      const source = 'sh -c "exec dnscache &"';
      const commands = parseQuotedScript(encodeLatin1(source), firstCommand(source).words[2], "sh")!;
      assert.deepEqual(
        [...wordsOf(commands.list)].map((word) => at(source, word)),
        ["exec", "dnscache"],
      );
    });

    it("a word that is not one quoted string is no script", () => {
      for (const source of ['x "exec $a"', 'x "exec \\"a\\""', 'x "`a`"', "x exec", "x 'a'b", "x 'a'$b"]) {
        assert.equal(parseQuotedScript(encodeLatin1(source), firstCommand(source).words[1], "sh"), undefined);
      }
    });
  });

  describe("faults", () => {
    it("name what stands there and what had to", () => {
      const found = (source: string) => {
        const { kind, found, wanted } = fault(source);
        return [kind, found, wanted, at(source, fault(source))];
      };
      assert.deepEqual(found("if a; then b"), ["unclosed", "if", "fi", "if"]);
      assert.deepEqual(found("a; { b }"), ["unclosed", "{", "}", "{"]);
      assert.deepEqual(found('exec "a\nb\n'), ["unclosed", '"', '"', '"']);
      assert.deepEqual(found("exec 'a"), ["unclosed", "'", "'", "'"]);
      assert.deepEqual(found("x=$(a"), ["unclosed", "$(", ")", "$("]);
      assert.deepEqual(found("x=`if a`"), ["unclosed", "if", "fi", "if"]);
      assert.deepEqual(found("if a; fi"), ["unexpected", "fi", "'then'", "fi"]);
      assert.deepEqual(found("a ;; b"), ["unexpected", ";;", undefined, ";;"]);
      assert.deepEqual(found("fi"), ["unexpected", "fi", undefined, "fi"]);
      assert.deepEqual(found("a &&\n"), ["unexpected", "the end of the script", undefined, "&"]);
      assert.deepEqual(found("exec() { a; }"), ["bad-function-name", "exec", undefined, "exec"]);
      assert.deepEqual(found("for 1 in a; do b; done"), ["bad-loop-variable", "1", undefined, "1"]);
    });

    it("leave what stands in front of them", () => {
      const { list } = parse("a\nb; c\nfi\nd\n");
      assert.deepEqual([...wordsOf(list)].map(printWord), ["a", "b", "c"]);
    });

    it("nesting that is too deep is one of them", () => {
      for (const [open, close] of [
        ["$(", ")"],
        ["{ ", ";}"],
        ['"${x:-', '}"'],
        ["a() ", ""],
        ["if ", "then b;fi;"],
      ]) {
        assert.equal(fault(`${open.repeat(2000)}a${close.repeat(2000)}`).kind, "nested-too-deep");
      }
    });
  });

  describe("forms of bash", () => {
    const forms: [string, BashFormKind, boolean][] = [
      ["[[ -f a && b ]] || exit", "condition", true],
      ["[[ ( a ) ]]", "condition", false],
      ["exec a &>/dev/null", "both-streams-redirect", true],
      ["a=(b c)", "array", false],
      ["declare -a a=(b c)", "array", false],
      ["diff <(a) b", "process-substitution", false],
      ["function f { a; }", "function-keyword", false],
      ["a <<<b", "here-string", false],
      ["a |& b", "pipe-both-streams", false],
      ["x=${y/a/b}", "parameter-form", true],
      ["x=${y:1}", "parameter-form", true],
      ["echo $'a b'", "dollar-quote", true],
      ["a+=b", "append-assignment", true],
    ];
    for (const [source, kind, reads] of forms) {
      it(`${source} is named once`, () => {
        const script = parse(`#!/bin/sh\n${source}\n`);
        assert.deepEqual(
          script.bashForms.map((form) => form.kind),
          [kind],
        );
        assert.deepEqual(
          script.faults.map(({ form }) => form?.kind),
          reads ? [] : [kind],
        );
      });

      it(`${source} is read when bash reads it`, () => {
        const script = parse(`#!/usr/bin/env bash\n${source}\n`);
        assert.equal(script.shell, "bash");
        assert.deepEqual(script.faults, []);
      });
    }

    it("$'...' may hold a quote", () => {
      const [, word] = words("#!/bin/bash\necho $'a\\'b'");
      assert.deepEqual(
        word.parts.map((part) => part.kind),
        ["dollar-quoted"],
      );
    });

    it("are none in a plain script", () => {
      assert.deepEqual(parse("exec a >/dev/null 2>&1 & [ -f b ] && c=${d:-e} f=${#g} && h || i\n").bashForms, []);
    });
  });

  describe("the first line", () => {
    const shellOf = (line: string) => parse(`${line}\nexec a\n`).shell;

    it("says who reads the file", () => {
      assert.equal(shellOf("#!/bin/sh"), "sh");
      assert.equal(shellOf("#! /bin/sh -e"), "sh");
      assert.equal(shellOf("#!/bin/dash"), "sh");
      assert.equal(shellOf("#!/bin/bash"), "bash");
      assert.equal(shellOf("#!/usr/bin/env bash"), "bash");
      assert.equal(shellOf("#!/usr/bin/env -S bash -e"), "bash");
      assert.equal(shellOf("#!/usr/bin/env /lib/runit/invoke-run"), "sh");
      assert.equal(shellOf("#!/bin/sh\r"), "sh");
      for (const other of ["#!/usr/bin/env python3", "#!/command/execlineb -P", "#!/usr/bin/perl", "#!"]) {
        assert.equal(shellOf(other), undefined);
      }
    });

    it("stops the parser when no shell does", () => {
      const script = parse("#!/usr/bin/python\nif x: 'it''s\n");
      assert.deepEqual([script.list.items, script.faults], [[], []]);
      assert.equal(parse("\x7fELF\x01\0\0").shell, undefined);
    });

    it("has an interpreter, one argument and perhaps a carriage return", () => {
      const source = "#! /bin/sh -e -x \r\n";
      const { interpreter, interpreterSpan, argument, carriageReturn } = readShebang(encodeLatin1(source))!;
      assert.deepEqual([interpreter, argument], ["/bin/sh", "-e -x \r"]);
      assert.equal(at(source, interpreterSpan), "/bin/sh");
      assert.deepEqual(carriageReturn, { start: 17, end: 18 });
    });
  });

  describe("whatever the bytes", () => {
    const pieces = [
      ...READ.flatMap((script) => script.split(/(?<=[ ;\n])/)),
      ..."\"'`$\\\n(){}<>|&;#~ \t".split(""),
      ..."$( ${ $(( ${x:- <<E <<-'E' \nE\n && || ;; [[ ]] =( <( &> if fi case esac in do done".split(" "),
    ];
    const soup = fc.array(fc.constantFrom(...pieces), { maxLength: 25 }).map((parts) => parts.join(""));
    const bytes = fc.uint8Array({ maxLength: 60 }).map((array) => decodeLatin1(array));
    const source = fc.tuple(fc.constantFrom("", "#!/bin/sh\n", "#!/bin/bash\n"), fc.oneof(soup, bytes));

    it("the parser neither throws nor leaves the file", () => {
      fc.assert(
        fc.property(source, ([first, text]) => {
          const whole = first + text;
          const { list, faults } = parse(whole);
          assert.ok(faults.length <= 1);
          for (const span of [list, ...wordsOf(list), ...faults]) {
            assert.ok(span.start >= 0 && span.start <= span.end && span.end <= whole.length);
          }
        }),
        { numRuns: 1000 },
      );
    });

    it("what the printer writes is read in the same way", () => {
      fc.assert(
        fc.property(source, ([first, text]) => {
          const script = parse(first + text);
          fc.pre(script.faults.length === 0 && script.shell !== undefined);
          const again = parse(printScript(script));
          if (text.includes("<<") && hasOpenDocument(script))
            assert.equal(printScript(parse(printScript(again))), printScript(again));
          else assert.deepEqual(meaning(again), meaning(script));
        }),
        { numRuns: 1000 },
      );
    });

    it("a long script takes no longer than its length asks for", () => {
      for (const piece of [
        "$(",
        "`",
        "\\`",
        '"${x:-',
        "cat <<E\n",
        "a() ",
        "case x in ",
        "<<E <<F\n",
        "[[ ",
        "a b\n",
        "\\\n",
      ]) {
        const text = excerptOf(encodeLatin1(piece.repeat(40000 / piece.length)), 0);
        assert.ok(processorTime(() => parseCommands(text, "bash")) < 4, piece);
      }
    });
  });
});
