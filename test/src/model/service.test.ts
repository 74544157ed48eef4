// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are shell scripts
import assert from "node:assert/strict";
import { daemonNamed, optionOf, programNamed } from "djblint/model/run/chain-programs";
import { DAEMONS } from "djblint/model/run/chain-programs-daemons";
import { PROGRAMS } from "djblint/model/run/chain-programs-table";
import {
  type Chain,
  type Effect,
  lastStep,
  readService,
  type Service,
  type Step,
  type Value,
} from "djblint/model/run/service";
import { serviceBehaviour, stayingStep } from "djblint/model/run/service-daemons";
import { mainChain } from "djblint/model/run/service-end";
import { identityOf } from "djblint/model/run/service-identity";
import { readActions } from "djblint/model/run/service-multilog";
import { type Possible, possibleTexts } from "djblint/model/run/service-possible";
import { lastUse, serverOf } from "djblint/model/run/service-server";
import { wordsOfChain } from "djblint/model/run/service-words";
import { parseScript } from "djblint-grammars/run/parser";
import { encodeLatin1, type Span } from "djblint-grammars/text";
import fc from "fast-check";
import { usedMemory } from "../support/used-memory.js";

function read(source: string): Service {
  const bytes = encodeLatin1(source);
  return readService(bytes, parseScript(bytes).list);
}

function main(source: string): Chain {
  const found = mainChain(read(source));
  assert.ok(found, source);
  return found;
}

function step(source: string, name: string): Step {
  const found = main(source).steps.find((candidate) => candidate.name === name);
  assert.ok(found, `${name} in ${source}`);
  return found;
}

function names({ steps }: Chain): string[] {
  return steps.map(({ name }) => name);
}

function shown(value: Value | undefined): string {
  return value === undefined ? "-" : (value.text ?? `${value.head}*${value.tail}`);
}

/** Options as letters with their values. */
function options({ options }: Step): string[] {
  return options.map(({ letter, value }) => (value === undefined ? letter : `${letter}=${shown(value)}`));
}

function effects({ effects }: Step): string[] {
  return effects.map(describeEffect);
}

function describeEffect(effect: Effect): string {
  switch (effect.kind) {
    case "listen":
      return `listen ${shown(effect.address)} ${shown(effect.port)}`;
    case "set":
      return `set ${effect.name}=${shown(effect.value)}`;
    case "directory":
      return `${effect.use} ${shown(effect.value)}`;
    case "clear-environment":
    case "ids-from-environment":
      return effect.kind;
    default:
      return `${effect.kind} ${shown(effect.value)}`;
  }
}

function at(source: string, { start, end }: Span): string {
  return source.slice(start, end);
}

const SMTPD = `#!/bin/sh
exec env - PATH="/var/qmail/bin:$PATH" \\
envuidgid qmaild \\
tcpserver -vRHl0 -x/etc/smtp.cdb -c 20 -c 40 \\
0 smtp qmail-smtpd 2>&1
`;

describe("a long script", () => {
  it("takes no more than some kilobytes for a command", () => {
    const command = "exec tcpserver -vRHl0 -x /etc/tcp.cdb -u 1000 -g 1000 0 25 /usr/local/bin/web 2>&1\n";
    const read = () => {
      const bytes = encodeLatin1(`#!/bin/sh\n${command.repeat(2000)}`);
      const { list } = parseScript(bytes);
      return { list, service: readService(bytes, list) };
    };
    // The first of them makes what is kept for all; what earlier tests left in the background may take memory meanwhile.
    const kept = [read()];
    const sizes = [1, 2, 3].map(() => {
      const before = usedMemory();
      kept.push(read());
      return (usedMemory() - before) / 2000;
    });
    for (const { service } of kept) assert.equal(service.chains.length, 2000);
    assert.ok(Math.min(...sizes) < 8192, `${sizes.map((size) => size.toFixed(0)).join(", ")} bytes`);
  });
});

describe("the table of programs", () => {
  it("has each program and each letter once", () => {
    assert.equal(new Set(PROGRAMS.map(({ name }) => name)).size, PROGRAMS.length);
    assert.equal(new Set(DAEMONS.map(({ name }) => name)).size, DAEMONS.length);
    for (const { name, options } of PROGRAMS) {
      assert.equal(new Set(options.map(({ letter }) => letter)).size, options.length, name);
    }
  });

  it("says of each fact how it is known", () => {
    for (const { name, evidence } of PROGRAMS) assert.ok(evidence.length > 0, name);
    for (const { name, evidence } of DAEMONS) assert.ok(evidence !== "" && !evidence.includes("memory"), name);
  });

  it("knows who gives up root and who must not", () => {
    assert.equal(programNamed("qmail-smtpd")?.dropsRoot, false);
    for (const name of ["dnscache", "tinydns", "rbldns", "walldns", "pickdns", "axfrdns", "httpd", "ftpd"]) {
      assert.equal(programNamed(name)?.dropsRoot, true, name);
    }
    for (const name of ["qmail-popup", "checkpassword", "qmail-start", "clockspeed"]) {
      assert.equal(programNamed(name)?.needsRoot, true, name);
    }
  });

  it("knows options with their arguments, and daemons with their flags", () => {
    assert.equal(optionOf(programNamed("tcpserver")!, "x")?.argument, "rules.cdb");
    assert.equal(optionOf(programNamed("tcpserver")!, "U")?.argument, undefined);
    assert.deepEqual(daemonNamed("sshd")?.foreground, ["-D"]);
    assert.deepEqual(daemonNamed("sshd")?.debugging, ["-d", "-i"]);
    assert.equal(daemonNamed("mysqld")?.alone, "stays");
  });
});

describe("a chain", () => {
  it("goes from program to program", () => {
    assert.deepEqual(names(main(SMTPD)), ["env", "envuidgid", "tcpserver", "qmail-smtpd"]);
    assert.equal(main(SMTPD).replacesShell, true);
  });

  it("ends at a program that is not known", () => {
    const { steps } = main("exec setuidgid www softlimit -o250 /usr/bin/ruby -x server.rb\n");
    assert.deepEqual(
      steps.map(({ name }) => name),
      ["setuidgid", "softlimit", "ruby"],
    );
    assert.deepEqual(steps[2].arguments.map(shown), ["-x", "server.rb"]);
    assert.equal(steps[2].program, undefined);
  });

  it("knows a program by the last part of its path", () => {
    assert.deepEqual(names(main("exec /command/setuidgid u $DIR/bin/multilog t ./main")), ["setuidgid", "multilog"]);
    assert.deepEqual(names(main('exec "$BIN/softlimit" -m 1 "${B}/tcpserver" 0 1 x')), ["softlimit", "tcpserver", "x"]);
    assert.deepEqual(names(main("exec $PROGRAM -x")), [""]);
  });

  it("says what each step does", () => {
    assert.deepEqual(effects(step(SMTPD, "env")), ["clear-environment", "set PATH=/var/qmail/bin:*"]);
    assert.deepEqual(effects(step(SMTPD, "envuidgid")), ["ids qmaild"]);
    assert.deepEqual(effects(step(SMTPD, "tcpserver")), ["rules /etc/smtp.cdb", "listen 0 smtp"]);
    const chpst = step("exec chpst -u log:adm -e ./env -/ /srv -m 1000 -o 20 svlogd -tt .", "chpst");
    // In its own order (measured: runit 2.1.2).
    assert.deepEqual(effects(chpst), ["environment ./env", "root /srv", "account log:adm", "limit 1000", "limit 20"]);
    assert.deepEqual(effects(step("exec setlock -nx ./lock prog", "setlock")), ["lock ./lock"]);
    assert.deepEqual(effects(step("exec env -u X -i A=1 B= prog", "env")), [
      "unset X",
      "clear-environment",
      "set A=1",
      "set B=",
    ]);
  });

  it("passes over the options of bash's exec", () => {
    for (const exec of ["exec -a worker", "exec -cla worker", "exec -aworker", "exec -c -l -a worker --", "exec --"]) {
      assert.deepEqual(names(main(`#!/bin/bash\n${exec} setuidgid web webd -f`)), ["setuidgid", "webd"]);
    }
  });

  it("argv0 starts the program in front of its name", () => {
    const { steps } = main("exec argv0 tcpserver smtp-server -v 0 25 qmail-smtpd");
    assert.deepEqual(
      steps.map(({ name }) => name),
      ["argv0", "tcpserver", "qmail-smtpd"],
    );
    assert.deepEqual(options(steps[1]), ["v"]);
  });

  it("goes on in the script of sh -c", () => {
    const source =
      "#!/bin/sh\nexec envdir ./env sh -c '\n  exec envuidgid axfrdns softlimit -d300000 tcpserver -- \"$IP\" 53 axfrdns\n'\n";
    const chain = main(source);
    assert.deepEqual(names(chain), ["envdir", "sh", "envuidgid", "softlimit", "tcpserver", "axfrdns"]);
    assert.equal(at(source, chain.steps[4].word), "tcpserver");
    assert.deepEqual(effects(chain.steps[4]), ["listen * 53"]);
  });

  it("a script of sh -c may start other programs first", () => {
    const service = read("exec sh -c 'setuidgid a x; exec setuidgid b multilog t ./main'");
    const { chains } = service;
    assert.deepEqual(chains.map(names), [
      ["sh", "setuidgid", "multilog"],
      ["setuidgid", "x"],
    ]);
    assert.equal(mainChain(service), chains[0]);
    assert.deepEqual(
      chains.map(({ place }) => place.nested),
      [false, true],
    );
  });
});

describe("the option reader", () => {
  const tcpserver = (words: string) => step(`exec tcpserver ${words}`, "tcpserver");

  it("takes flags together, and arguments joined or as the next word", () => {
    assert.deepEqual(options(tcpserver("-vRHl0 -x a.cdb -c100 0 25 p")), ["v", "R", "H", "l=0", "x=a.cdb", "c=100"]);
  });

  it("takes the next word whatever it is", () => {
    const read = tcpserver("-l -R 0 25 p");
    assert.deepEqual(options(read), ["l=-R"]);
    assert.equal(read.options[0].takesNext, true);
    assert.deepEqual(effects(tcpserver("-l 0 25 p")), ["listen 25 p"]);
  });

  it("stops at --, at - and at the first word that is no option", () => {
    assert.deepEqual(effects(tcpserver("-v -- 0 25 p")), ["listen 0 25"]);
    assert.deepEqual(effects(tcpserver("-v - 25 p")), ["listen - 25"]);
    assert.deepEqual(options(tcpserver("-v 0 25 p -R")), ["v"]);
  });

  it("of repeated options the last counts", () => {
    assert.deepEqual(effects(tcpserver("-u1 -g 2 -x a -u 3 -xb 0 25 p")), ["gid 2", "uid 3", "rules b", "listen 0 25"]);
  });

  it("has a place for each letter and each value", () => {
    const source = "exec tcpserver -vRx'a b' -c 10 0 25 p";
    assert.deepEqual(
      step(source, "tcpserver").options.map((option) => [at(source, option), option.value && at(source, option.value)]),
      [
        ["-v", undefined],
        ["R", undefined],
        ["x", "a b'"],
        ["-c", "10"],
      ],
    );
  });

  it("is not there for programs without options", () => {
    assert.deepEqual(effects(step("exec setuidgid -x nobody prog", "setuidgid")), ["account -x"]);
    assert.deepEqual(names(main("exec setuidgid -x nobody prog")), ["setuidgid", "nobody"]);
  });

  it("is not certain behind an unknown letter or an expansion that may be anything", () => {
    assert.equal(tcpserver("-v 0 25 p").certain, true);
    assert.equal(tcpserver("-Z 0 25 p").certain, false);
    assert.equal(tcpserver("$OPTIONS 0 25 p").certain, false);
    assert.equal(tcpserver('"$@" 0 25 p').certain, false);
    assert.equal(tcpserver('-l "$LOCAL" -c "$MAX" "$IP" 25 p').certain, true);
    assert.equal(tcpserver("-x $DIR/smtp.cdb 0 25 p").certain, true);
    assert.deepEqual(options(tcpserver("-x $DIR/smtp.cdb 0 25 p")), ["x=*/smtp.cdb"]);
    assert.deepEqual(options(tcpserver('${MAX:+"-c$MAX"} 0 25 p')), ["c=*"]);
  });
});

describe("variables", () => {
  const account = (source: string) => shown(main(source).steps[0].operands[0]);

  it("stand for the one literal value that the script gives them", () => {
    assert.equal(account("U=log\nexec setuidgid $U prog"), "log");
    assert.equal(account("export U='log'\nexec setuidgid \"$U\" prog"), "log");
    assert.equal(account("A=lo\nU=${A}g\nexec setuidgid $U prog"), "log");
  });

  it("are not known when they may have changed", () => {
    assert.equal(account("U=a\nU=b\nexec setuidgid $U prog"), "*");
    assert.equal(account("if x; then U=a; fi\nexec setuidgid $U prog"), "*");
    assert.equal(account("U=a\n. ./settings\nexec setuidgid $U prog"), "*");
    assert.equal(account("U=`id`\nexec setuidgid $U prog"), "*");
    assert.equal(account("f() { U=a; }\nexec setuidgid $U prog"), "*");
    assert.equal(account('U="a b"\nexec setuidgid $U prog'), "*");
  });

  it("leave no word when they are empty and not quoted", () => {
    assert.equal(account("X=\nexec setuidgid $X log prog"), "log");
    assert.equal(account('X=\nexec setuidgid "$X" log prog'), "");
  });
});

describe("a service", () => {
  it("ends up as the last exec, or as the last command", () => {
    assert.deepEqual(names(main("setuidgid a x\nexec setuidgid b y\nsetuidgid c z")), ["setuidgid", "y"]);
    assert.deepEqual(names(main("setuidgid a x\nsetuidgid b y")), ["setuidgid", "y"]);
    assert.equal(mainChain(read("echo a\nexec 2>&1\n")), undefined);
  });

  it("ends up as no command that the shell never comes to", () => {
    assert.deepEqual(names(main("exec setuidgid a x\nexec setuidgid b y")), ["setuidgid", "x"]);
    assert.deepEqual(names(main("[ -f debug ] && exec setuidgid a x\nexec setuidgid b y")), ["setuidgid", "y"]);
    assert.equal(mainChain(read("exit 0\nexec setuidgid b y")), undefined);
  });

  it("knows where a command stands", () => {
    const source = `
setuidgid a first
f() { setuidgid b in-function; }
while :; do setuidgid c in-loop; done
setuidgid d piped | cat
setuidgid e background &
if setuidgid f condition; then setuidgid g last; else exec setuidgid h last-too; fi
`;
    const places = new Map(read(source).chains.map((chain) => [lastStep(chain).name, chain.place]));
    const those = (test: (name: string) => boolean | undefined) => [...places.keys()].filter(test);
    assert.deepEqual(
      those((name) => places.get(name)?.last),
      ["last", "last-too"],
    );
    assert.deepEqual(
      those((name) => places.get(name)?.inFunction),
      ["in-function"],
    );
    assert.deepEqual(
      those((name) => places.get(name)?.inLoop),
      ["in-loop"],
    );
    assert.deepEqual(
      those((name) => places.get(name)?.piped),
      ["piped"],
    );
    assert.deepEqual(
      those((name) => places.get(name)?.background),
      ["background"],
    );
  });

  it("joins descriptors for the whole script or for one command", () => {
    const service = read("exec 2>&1 5>&1\ncd /srv\nexec setuidgid a b 1>&2");
    assert.deepEqual(
      service.joins.map(({ from, to }) => [from, to]),
      [
        [2, 1],
        [5, 1],
      ],
    );
    assert.deepEqual(
      mainChain(service)?.joins.map(({ from, to }) => [from, to]),
      [[1, 2]],
    );
    assert.deepEqual(
      service.moves.map(({ to }) => to && shown(to)),
      ["/srv"],
    );
  });

  it("the last program runs as somebody", () => {
    const identity = (command: string) => {
      const found = identityOf(main(command));
      return found.kind === "account" || found.kind === "uid" ? `${found.kind} ${shown(found.value)}` : found.kind;
    };
    assert.equal(identity("exec tcpserver 0 25 p"), "inherited");
    assert.equal(identity("exec setuidgid a p"), "account a");
    assert.equal(identity("exec tcpserver -u 812 0 25 p"), "uid 812");
    assert.equal(identity("exec tcpserver -u qmaild 0 25 p"), "inherited");
    assert.equal(identity("exec tcpserver -u 0 0 25 p"), "inherited");
    assert.equal(identity("exec envuidgid a tcpserver 0 25 p"), "inherited");
    assert.equal(identity("exec envuidgid a tcpserver -U 0 25 p"), "account a");
    assert.equal(identity("exec envuidgid a env - tcpserver -U 0 25 p"), "inherited");
    assert.equal(identity("exec tcpserver -U 0 25 p"), "unknown");
    assert.equal(identity("exec envuidgid a tcpserver 0 25 setuidgid b p"), "account b");
    assert.equal(identity("exec envuidgid a tcpserver $X 0 25 p"), "unknown");
    assert.equal(identity("exec su - a -c p"), "unknown");
  });

  it("stays at a server, a logger, or a daemon that keeps to the foreground", () => {
    const stays = (command: string) => read(command).chains.map((chain) => stayingStep(chain)?.name);
    assert.deepEqual(stays("setuidgid a tcpserver 0 25 p"), ["tcpserver"]);
    assert.deepEqual(stays("tcpserver $OPTIONS 0 25 p"), ["tcpserver"]);
    assert.deepEqual(stays("setuidgid a multilog t ./main"), ["multilog"]);
    assert.deepEqual(stays("/usr/sbin/sshd -D -e"), ["sshd"]);
    assert.deepEqual(stays("nginx -c x -g 'daemon off;'"), ["nginx"]);
    assert.deepEqual(stays("sshd"), [undefined]);
    assert.deepEqual(stays("redis-server --daemonize yes"), [undefined]);
    assert.deepEqual(stays("setuidgid a tinydns-data"), [undefined]);
    assert.deepEqual(stays("node job.js"), [undefined]);
  });
});

describe("multilog", () => {
  it("reads a script of actions", () => {
    const actions = readActions(step("exec multilog t s999 n5 '-*' '+x*' e =st '!p' ./main d $X q", "multilog"));
    assert.deepEqual(
      actions.map(({ kind }) => kind),
      "stamp size count deselect select alert status processor directory ignored unknown ignored".split(" "),
    );
    const [first, second] = readActions(step("exec multilog ./main t", "multilog"));
    assert.deepEqual([first.kind, second.kind], ["directory", "ignored"]);
  });
});

describe("whatever the words", () => {
  const pieces =
    `exec env - A=1 envuidgid setuidgid tcpserver -u -U -xf -l0 0 25 "$x" $y "$@" ~u -- softlimit -m sh -c 'exec a' ';' '$('
     argv0 multilog t ./main \${z:+"-c$z"} qmail-smtpd && | & ; 2>&1`.split(/\s+/);

  it("the model neither throws nor leaves the file", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 20 }), (words) => {
        const source = words.join(" ");
        for (const chain of read(source).chains) {
          assert.ok(chain.steps.length > 0);
          for (const { word, options } of chain.steps) {
            for (const span of [word, ...options]) assert.ok(span.start >= 0 && span.end <= source.length);
          }
          identityOf(chain);
          stayingStep(chain);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe("the words of a chain", () => {
  function words(source: string): string[] {
    return wordsOfChain(main(source)).map(
      ({ kind, name, start, end }) => `${kind} ${name} ${source.slice(start, end)}`,
    );
  }

  it("say what each word is, in order and with its place", () => {
    assert.deepEqual(
      words('exec env - PATH="/x:$PATH" envuidgid qmaild tcpserver -vRHl0 -x smtp.cdb 0 25 qmail-smtpd'),
      [
        "program env env",
        "option - -",
        'assignment PATH PATH="/x:$PATH"',
        "program envuidgid envuidgid",
        "operand ACCOUNT qmaild",
        "program tcpserver tcpserver",
        "option v -v",
        "option R R",
        "option H H",
        "option l l",
        "option-argument localname 0",
        "option x -x",
        "option-argument rules.cdb smtp.cdb",
        "operand HOST 0",
        "operand PORT 25",
        "program qmail-smtpd qmail-smtpd",
      ],
    );
    assert.deepEqual(words("exec setuidgid dlog multilog t '-*' ./main"), [
      "program setuidgid setuidgid",
      "operand ACCOUNT dlog",
      "program multilog multilog",
      "action stamp t",
      "action deselect '-*'",
      "action directory ./main",
    ]);
    assert.deepEqual(words("exec /usr/sbin/sshd -D -e"), [
      "program sshd /usr/sbin/sshd",
      "flag -D -D",
      "argument -e -e",
    ]);
  });

  it("have a sentence from the table", () => {
    const docs = wordsOfChain(main("exec envuidgid web tcpserver -U 0 80 /public/httpd"));
    for (const { kind, doc, name } of docs) assert.ok(doc !== "" || kind === "program", name);
  });
});

describe("the server of a chain", () => {
  it("listens, has rules, and runs a program", () => {
    const server = serverOf(main("PORT=smtp\nexec envuidgid q tcpserver -UX -x a.cdb -x b.cdb 0 $PORT qmail-smtpd"));
    assert.equal(server?.portNumber, 25);
    assert.equal(server?.rules?.text, "b.cdb");
    assert.equal(server?.host?.text, "0");
    assert.deepEqual(
      [server?.before, server?.behind].map((steps) => steps?.map(({ name }) => name)),
      [["envuidgid"], ["qmail-smtpd"]],
    );
    assert.equal(lastUse(server!.step, "x", "X")?.letter, "x");
  });

  it("is not there when an expansion may have shifted the words", () => {
    assert.equal(serverOf(main("exec softlimit $LIMITS tcpserver 0 25 x")), undefined);
    assert.equal(serverOf(main("exec multilog t ./main")), undefined);
  });

  it("has no port that only the shell knows", () => {
    const server = serverOf(main('exec tcpserver -c "`head -1 control/concurrencyincoming`" 0 "$PORT" x'));
    assert.equal(server?.portNumber, undefined);
    assert.equal(lastUse(server!.step, "c")?.value?.text, undefined);
  });
});

describe("daemons", () => {
  function behaviour(source: string) {
    const found = serviceBehaviour(main(source));
    return [found?.does, found?.flag?.text].filter((part) => part !== undefined);
  }

  it("stay, fork, or do what a setting says", () => {
    assert.deepEqual(behaviour("exec /usr/sbin/sshd -De"), ["stays"]);
    assert.deepEqual(behaviour("exec cron"), ["forks"]);
    assert.deepEqual(behaviour("exec cron $OPTIONS"), ["unknown"]);
    assert.deepEqual(behaviour("exec redis-server --daemonize yes"), ["forks", "--daemonize"]);
    assert.deepEqual(behaviour("exec mysqld --user=db"), ["stays"]);
    assert.deepEqual(behaviour("exec /usr/libexec/spamd -d"), []);
    assert.deepEqual(behaviour("exec tcpserver 0 22 sshd"), []);
  });
});

describe("what an expansion may become", () => {
  function possible(source: string): Possible {
    const chain = main(source);
    return possibleTexts(lastStep(chain).arguments[0].word.parts, chain.variables);
  }

  it("is said by the script itself", () => {
    assert.deepEqual(possible("X=`[ -f a ] && echo '-x a'`\nexec prog ${X}"), { texts: ["-x a"], complete: true });
    assert.deepEqual(possible('X=$(cat a || echo b)\nexec prog "$X"'), { texts: ["b"], complete: false });
    assert.deepEqual(possible("exec prog ${X:-b}"), { texts: ["b"], complete: false });
    assert.deepEqual(possible("X=$X\nexec prog $X"), { texts: [], complete: false });
    assert.deepEqual(possible("exec prog $X"), { texts: [], complete: false });
    assert.deepEqual(possible("X=-ab\nexec prog ${X#-}"), { texts: [], complete: false });
  });
});
