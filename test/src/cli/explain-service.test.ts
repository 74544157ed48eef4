import assert from "node:assert/strict";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { djblint, withFolder } from "../support/command.js";

const SITE = "fixtures/sites/services/service";

interface Service {
  readonly name: string;
  readonly programs: readonly { readonly name: string; readonly does: string; readonly words: readonly unknown[] }[];
  readonly account: { readonly user: string; readonly group: string; readonly how: string };
  readonly [key: string]: unknown;
}

function services(path: string): Map<string, Service> {
  const { status, stdout } = djblint(["explain-service", "--format", "json", path]);
  assert.equal(status, 0);
  const { version, services: all } = JSON.parse(stdout) as { version: number; services: Service[] };
  assert.equal(version, 1);
  return new Map(all.map((service) => [service.name, service]));
}

interface Facts extends Service {
  readonly directories: readonly { readonly use: string; readonly path: string }[];
  readonly limits: readonly { readonly what: string; readonly value: string }[];
}

/** What is told of scripts, of sh where none says another. */
function explained(scripts: Record<string, string>): (name: string) => Facts {
  const files = Object.entries(scripts).map(([name, script]) => [
    `service/${name}/run`,
    `${script.startsWith("#!") ? "" : "#!/bin/sh\n"}${script}\n`,
  ]);
  const { stdout } = withFolder(Object.fromEntries(files), (cwd) =>
    djblint(["explain-service", "--format", "json", "service"], { cwd }),
  );
  const { services: all } = JSON.parse(stdout) as { services: Facts[] };
  return (name) => all.find((service) => service.name === name)!;
}

describe("djblint explain-service", () => {
  const known = services(SITE);

  it("tells of every service of a folder, and not of their loggers", () => {
    assert.deepEqual(
      [...known.keys()].sort(),
      "apache clockspeed dnscache httpd ipop3d qmail-send qmail-smtpd sshd sshd-tcpserver tinydns vsftpd".split(" "),
    );
  });

  it("follows the chain to its end", () => {
    const chain = (name: string) =>
      known
        .get(name)
        ?.programs.map((program) => program.name)
        .join(" ");
    assert.equal(chain("dnscache"), "envdir sh envuidgid softlimit dnscache");
    assert.equal(chain("tinydns"), "envuidgid envdir softlimit tinydns");
    assert.equal(chain("qmail-send"), "env qmail-start");
    assert.equal(chain("qmail-smtpd"), "env softlimit envuidgid tcpserver qmail-smtpd");
    assert.equal(chain("sshd-tcpserver"), "tcpserver sshd");
    assert.equal(chain("httpd"), "envuidgid softlimit tcpserver httpd");
  });

  it("tells the environment that the script and its shell make", () => {
    const run = `#!/bin/sh
export SET_TWICE=one
SET_TWICE=two
export "QUOTED=one"
QUOTED=two
export 'ONCE=one'
export FIRST=one SECOND=$FIRST
kept=here
set -a
ALL=yes
: \${DEFAULT:=value}
set +a
later=here
exec webd
`;
    withFolder({ "service/web/run": run }, (cwd) => {
      const { stdout } = djblint(["explain-service", "--format", "json", "service"], { cwd });
      const [{ environment }] = (JSON.parse(stdout) as { services: Service[] }).services;
      const values = (environment as { name: string; value?: string }[]).map(({ name, value }) => [name, value]);
      assert.deepEqual(Object.fromEntries(values), {
        PATH: undefined,
        SET_TWICE: undefined,
        QUOTED: undefined,
        ONCE: "one",
        FIRST: "one",
        SECOND: "$FIRST",
        ALL: "yes",
        DEFAULT: undefined,
      });
    });
  });

  it("knows that what is unset is exported no more", () => {
    const scripts = {
      a: "export GONE=here\nunset GONE",
      b: "GONE=here\nunset GONE\nexport GONE",
      c: "export BACK=one\nunset BACK\nexport BACK=two",
      d: "unset BACK\nBACK=here\nexport BACK",
    };
    const files = Object.entries(scripts).map(([name, script]) => [
      `service/${name}/run`,
      `#!/bin/sh\n${script}\nexec webd\n`,
    ]);
    withFolder(Object.fromEntries(files), (cwd) => {
      const { stdout } = djblint(["explain-service", "--format", "json", "service"], { cwd });
      const { services: all } = JSON.parse(stdout) as { services: Service[] };
      const names = all.map(({ environment }) => (environment as { name: string }[]).map(({ name }) => name).join(" "));
      assert.deepEqual(names, ["PATH", "PATH", "PATH BACK", "PATH BACK"]);
    });
  });

  it("tells where both outputs lead, in the order of the redirections", () => {
    const same = "standard error goes the same way as standard output";
    const late =
      "standard error of the program goes the same way as standard output; that of earlier commands does not";
    const began = "standard error goes where standard output went when the script began";
    const missed = "and does not get into the log";
    const outputs: Record<string, [stdout: string | undefined, stderr: string]> = {
      "exec webd": [undefined, `standard error stays that of svscan, ${missed}`],
      "exec 2>&1\nexec webd": [undefined, same],
      "exec webd 2>&1": [undefined, late],
      "exec sh -c 'exec 2>&1; exec webd'": [undefined, late],
      "{ exec webd; } 2>&1": [undefined, late],
      "exec 3>&1 4<&3\nexec webd 2>&4": [undefined, late],
      "exec 2>&1\nexec webd >/dev/null": [`standard output goes to /dev/null, ${missed}`, began],
      "exec webd 2>&1 >web.log": [`standard output goes to web.log, ${missed}`, began],
      "exec >web.log 2>&1\nexec webd": [`standard output goes to web.log, ${missed}`, same],
      "exec webd 1>&2": [`standard output goes where the standard error of svscan goes, ${missed}`, same],
      "exec webd >&- 2>err": ["standard output is closed", `standard error goes to err, ${missed}`],
      "exec webd 2>&$FD": [undefined, "where standard error goes is not known"],
      "if test -t 1; then exec 2>&1; fi\nexec webd": [undefined, "where standard error goes is not known"],
      "( exec 2>&1; exec webd )": [undefined, same],
      "( exec 2>&1; date )\nexec webd": [undefined, `standard error stays that of svscan, ${missed}`],
      "exec webd 2>&1 | cat": ["standard output goes to the command behind the pipe", late],
    };
    const scripts = Object.keys(outputs);
    const files = Object.fromEntries(
      scripts.map((script, index) => [`service/${String(index).padStart(2, "0")}/run`, `#!/bin/sh\n${script}\n`]),
    );
    withFolder(files, (cwd) => {
      const { stdout } = djblint(["explain-service", "--format", "json", "service"], { cwd });
      const { services: all } = JSON.parse(stdout) as { services: Service[] };
      const told = all.map((service, index) => [scripts[index], [service.stdout, service.stderr]]);
      assert.deepEqual(Object.fromEntries(told), outputs);
    });
  });

  it("goes through the cd of execline, which programs of s6 can start", () => {
    const script = "#!/bin/sh\nexec s6-notifyoncheck -d cd /srv/web s6-setuidgid web ./webd -f\n";
    withFolder({ "service/web/run": script }, (cwd) => {
      const { stdout } = djblint(["explain-service", "service/web"], { cwd });
      assert.match(stdout, /2 cd +goes to \/srv\/web\n +3 s6-setuidgid +becomes the account web\n +4 webd/);
      assert.match(stdout, /user +web; s6-setuidgid/);
    });
  });

  it("follows the shell and its copies into folders, limits and groups", () => {
    const facts = explained({
      copies: "(cd /usr; make)\ncd -P -- /var\nls | (cd /opt)\nexec webd",
      perhaps: "test -d /srv && cd /srv\ncd -\ncd\nexec webd",
      uncalled: "go() { cd /srv; }\nexec webd",
      called: "go() { cd /srv; }\ngo\nexec webd",
      inner: "exec env -C /usr sh -c 'cd lib; exec webd'",
      chpst: "exec chpst -C data -/ /srv webd",
    });
    const moves = (name: string) =>
      facts(name)
        .directories.slice(1)
        .map(({ use, path }) => `${use} ${path}`);
    assert.deepEqual(moves("copies"), ["goes to /var"]);
    assert.deepEqual(moves("perhaps"), ["may go to /srv", "goes to $OLDPWD", "goes to $HOME"]);
    assert.deepEqual(moves("uncalled"), []);
    assert.deepEqual(moves("called"), ["may go to /srv"]);
    assert.deepEqual(moves("inner"), ["goes to /usr", "goes to lib"]);
    // To a folder of the new root, wherever its options stand.
    assert.deepEqual(moves("chpst"), ["root of all paths /srv", "goes to data"]);
  });

  it("knows how shells read ulimit, and what prlimit sets", () => {
    const facts = explained({
      soft: "ulimit -S -n 90\nulimit 10\nexec webd",
      several: "ulimit -n 90 -t 60\nexec webd",
      bash: "#!/bin/bash\nulimit -n 90 -t 60\nexec webd",
      hard: "ulimit -Hn 90\n(ulimit -n 80)\nexec webd",
      inner: "exec softlimit -o 80 sh -c 'ulimit -n 70; exec webd'",
      prlimit: "exec prlimit --nofile=60:80 webd",
    });
    const limits = (name: string) => facts(name).limits.map(({ what, value }) => `${what}: ${value}`);
    assert.deepEqual(limits("soft"), ["open files: 90", "file size: 10 blocks"]);
    assert.deepEqual(limits("several"), []);
    assert.deepEqual(limits("bash"), ["open files: 90", "CPU time: 60 seconds"]);
    assert.deepEqual(limits("hard"), []);
    assert.deepEqual(limits("inner"), ["open files: 80", "open files: 70"]);
    assert.deepEqual(limits("prlimit"), ["open files: 60:80"]);
  });

  it("knows which programs leave which groups", () => {
    const facts = explained({
      setuidgid: "exec setuidgid web webd",
      s6: "exec s6-setuidgid web webd",
      numbers: "exec chpst -u :565:817:818 webd",
      chroot: "exec chroot --userspec=:5 /srv webd",
      setpriv: "exec setpriv --reuid web --init-groups webd",
      regid: "exec setpriv --reuid web --regid www --init-groups webd",
    });
    const account = (name: string) => `${facts(name).account.user}: ${facts(name).account.group}`;
    assert.equal(account("setuidgid"), "web: that of web, and no other");
    assert.equal(account("s6"), "web: that of web");
    assert.equal(account("numbers"), "565: 817, 818");
    assert.equal(account("chroot"), "root: 5");
    assert.equal(account("setpriv"), "web: 0, that of root: no option sets another");
    assert.equal(account("regid"), "web: www");
  });

  it("says what the environment of a container and a configuration may decide", () => {
    const facts = explained({
      container: "#!/command/with-contenv sh\nexec webd",
      setting: "exec clamd",
      flag: "exec redis-server --daemonize yes",
    });
    const names = (facts("container").environment as readonly { readonly name: string }[]).map(({ name }) => name);
    assert.deepEqual(names, ["PATH", "*"]);
    const does = (name: string) => facts(name).programs.at(-1)?.does;
    assert.match(does("setting") ?? "", /goes to the background unless its configuration says 'Foreground yes'$/);
    assert.match(does("flag") ?? "", /goes to the background, so that supervise loses it$/);
  });

  it("takes no expansion that stands for options for the address of a server", () => {
    const scripts = {
      a: "OPTIONS=`test -f smtp.cdb && echo '-x smtp.cdb'`\nIP=192.0.2.1\nexec tcpserver $OPTIONS $IP smtp qmail-smtpd",
      b: 'exec tcpserver -RHl0 "$@" $HOST $PORT statusd',
      c: "exec tcpserver -RHl0 $HOST 25 qmail-smtpd",
    };
    const files = Object.fromEntries(
      Object.entries(scripts).map(([name, script]) => [`service/${name}/run`, `#!/bin/sh\n${script}\n`]),
    );
    withFolder(files, (cwd) => {
      const { stdout } = djblint(["explain-service", "service"], { cwd });
      const [a, b, c] = stdout.split(/^[a-c] {2}/m).slice(1);
      for (const text of [a, b]) {
        assert.match(text, /tcpserver +listens where expansions say; starts/);
        assert.doesNotMatch(text, /^ {2}listens/m);
        assert.match(text, /^ {2}clients +not known: expansions may hold options/m);
      }
      assert.match(c, /^ {2}listens +\$HOST, port 25 \(smtp\), TCP/m);
    });
  });

  it("tells whom a daemon becomes that takes UID from its environment, whatever sets it", () => {
    const users = {
      "exec envuidgid dns tinydns": "dns, that of dns",
      "exec env UID=812 GID=810 tinydns": "812, 810",
      "export UID=812 GID=810\nexec tinydns": "812, 810",
      "set -a\nUID=812\nGID=810\nexec tinydns": "812, 810",
      "set -a\nset +a\nUID=812\nexec tinydns": "root, root",
      "exec envuidgid dns env - tinydns": "root, root",
      "exec envdir ./env tinydns": "not known, not known",
      ". ./conf\nexec tinydns": "not known, not known",
      "exec setuidgid dns envdir ./env tinydns": "dns, that of dns, and no other",
      "exec env UID=812 GID=810 tcpserver -U 0 25 qmail-smtpd": "812, 810",
      "UID=812 GID=810 exec tcpserver -U 0 25 qmail-smtpd": "812, 810",
      "exec tcpserver -U 0 25 qmail-smtpd": "root, root",
      "exec setuidgid web tcpserver -U 0 8080 statusd": "web, that of web, and no other",
    };
    const names = Object.keys(users).map((_, index) => `service/${String(index).padStart(2, "0")}/run`);
    const files = Object.fromEntries(
      Object.keys(users).map((script, index) => [names[index], `#!/bin/sh\n${script}\n`]),
    );
    withFolder(files, (cwd) => {
      const { stdout } = djblint(["explain-service", "--format", "json", "service"], { cwd });
      const { services: all } = JSON.parse(stdout) as { services: Service[] };
      assert.deepEqual(
        all.map(({ account: { user, group } }) => `${user}, ${group}`),
        Object.values(users),
      );
    });
  });

  it("goes on in the script that the own one ends in, and stays a service", () => {
    const files = {
      "service/qmail/run": "#!/bin/sh\nexec /var/qmail/rc\n",
      "var/qmail/rc": '#!/bin/sh\nexec env - PATH="/var/qmail/bin:$PATH" \\\nqmail-start ./Maildir/\n',
    };
    withFolder(files, (cwd) => {
      const { stdout } = djblint(["explain-service", "--format", "json", "service/qmail", "--with", "var"], { cwd });
      const [service] = (JSON.parse(stdout) as { services: Service[] }).services;
      assert.equal(service.goesOnAs, "var/qmail/rc");
      assert.equal(service.programs.map(({ name }) => name).join(" "), "env qmail-start");
      assert.match(service.account.how, /qmail-start is started as root/);
      assert.deepEqual(service.directories, [{ use: "starts in", path: `${cwd}/service/qmail` }]);
      const text = djblint(["explain-service", "service/qmail", "--with", "var"], { cwd }).stdout;
      assert.match(text, /^ {2}goes on +as var\/qmail\/rc$/m);
    });
  });

  it("says who each runs as, and why it is root", () => {
    const account = (name: string) => known.get(name)?.account;
    const user = (name: string) => account(name)?.user;
    assert.deepEqual(["dnscache", "tinydns", "httpd", "qmail-smtpd"].map(user), [
      "dnscache",
      "tinydns",
      "httpd",
      "qmaild",
    ]);
    for (const name of ["sshd", "sshd-tcpserver", "ipop3d", "apache", "vsftpd", "clockspeed", "qmail-send"]) {
      assert.equal(user(name), "root", name);
      assert.match(account(name)?.how ?? "", / is started as root: /);
    }
    assert.match(account("dnscache")?.how ?? "", /starts as root and then becomes UID and GID from envuidgid/);
    assert.match(account("qmail-smtpd")?.how ?? "", /tcpserver -U takes UID and GID from envuidgid, once it listens/);
  });

  it("says what listens where", () => {
    const listens = (name: string) => {
      const { address, port, service, transport, by, isUsual } = known.get(name)!.listens as Record<string, unknown>;
      return [address, port, service, transport, by, isUsual];
    };
    assert.deepEqual(listens("dnscache"), ["192.168.1.53", "53", "domain", "UDP and TCP", "dnscache", false]);
    assert.deepEqual(listens("tinydns"), ["192.0.2.1", "53", "domain", "UDP", "tinydns", false]);
    assert.deepEqual(listens("qmail-smtpd"), ["all addresses", "25", "smtp", "TCP", "tcpserver", false]);
    assert.deepEqual(listens("sshd-tcpserver"), ["192.168.1.1", "2222", undefined, "TCP", "tcpserver", false]);
    assert.deepEqual(listens("sshd"), [undefined, "22", "ssh", "TCP", "sshd", true]);
    assert.deepEqual(listens("apache"), [undefined, "80", "http", "TCP", "apache2", true]);
    assert.deepEqual(listens("ipop3d").slice(0, 3), ["all addresses", "110", "pop3"]);
    assert.deepEqual(listens("vsftpd").slice(0, 3), ["all addresses", "21", "ftp"]);
    assert.equal(known.get("clockspeed")?.listens, undefined);
    assert.equal(known.get("qmail-send")?.listens, undefined);
  });

  it("says who may connect", () => {
    const says = (name: string) => (known.get(name)!.clients as { says: string[] }).says;
    assert.deepEqual(says("qmail-smtpd"), [
      "allow, relay: 127.0.0.0/8, 192.168.1.0/24",
      "deny: 192.0.2.66",
      "allow: everybody else",
    ]);
    assert.deepEqual(says("sshd-tcpserver"), ["allow: 192.168.1.0/24", "deny: everybody else"]);
    assert.deepEqual(says("httpd"), ["everybody: tcpserver gets no access rules"]);
    assert.deepEqual(says("dnscache"), ["clients whose address is or begins with 127.0.0.1, 192.168.1"]);
  });

  it("says whom dnscache asks", () => {
    const asks = (files: Record<string, string>) => {
      const service = {
        run: "#!/bin/sh\nexec <seed\nexec envuidgid dns envdir ./env dnscache\n",
        "env/ROOT": "/root\n",
      };
      return withFolder({ ...service, ...files }, (cwd) => {
        const { services } = JSON.parse(djblint(["explain-service", "--format", "json", cwd]).stdout);
        return services[0].asks?.says;
      });
    };
    const own = { "root/servers/example.org": "192.0.2.53 # ns\n\n" };
    assert.deepEqual(asks({ ...own, "root/servers/@": "198.41.0.4\n128.8.10.90\n" }), [
      "192.0.2.53 for example.org and names below it",
      "2 of the root servers for all other names",
    ]);
    assert.deepEqual(asks({ "root/servers/@": "192.0.2.1\n192.0.2.2\n", "env/FORWARDONLY": "1\n" }), [
      "as a client of other caches, 192.0.2.1, 192.0.2.2 for all names",
    ]);
    assert.deepEqual(asks({ "root/servers/@": "192.0.2.1\n" }), ["as root servers 192.0.2.1 for all names"]);
    assert.deepEqual(asks({ "root/servers/@": "ns.example.org\n" }), ["nobody for all names"]);
    assert.equal(asks({}), undefined);
  });

  it("says where the log goes", () => {
    const says = (name: string) => (known.get(name)!.log as { says: string[] }).says;
    assert.deepEqual(says("tinydns"), [
      "to multilog, as dnslog",
      "./main: 20 files of 1000000 bytes, 20 MB at most; TAI64N time stamps",
    ]);
    assert.match(says("qmail-smtpd")[1], /selected lines only/);
    assert.match(says("vsftpd")[0], /there is no log service/);
  });

  it("knows limits and environments, also those of files", () => {
    assert.deepEqual(known.get("dnscache")?.limits, [
      { what: "open files", value: "250", by: "softlimit" },
      { what: "data segment", value: "$DATALIMIT = 3000000 bytes", by: "softlimit" },
    ]);
    const environment = (name: string) => known.get(name)!.environment as { name: string; value?: string }[];
    assert.equal(environment("dnscache").find(({ name }) => name === "CACHESIZE")?.value, "1000000");
    assert.deepEqual(
      environment("qmail-send").map(({ name }) => name),
      ["PATH"],
    );
  });

  it("knows what the shell sets for what it starts", () => {
    const run =
      "#!/bin/sh\nulimit -n 1024\nulimit -v 200000\ntrap '' HUP\ntrap '' USR1\ntrap - USR1\n" +
      "HOME=/var/app\nexport HOME LANG DEBUG=1\nunset DEBUG\nexec setuidgid app appd\n";
    const facts = (files: Record<string, string>) =>
      withFolder(files, (cwd) => {
        return JSON.parse(djblint(["explain-service", "--format", "json", cwd]).stdout).services[0];
      });
    const names = ({ environment }: { environment: { name: string }[] }) => environment.map(({ name }) => name);
    const { limits, ignores, environment } = facts({ run });
    assert.deepEqual(limits, [
      { what: "open files", value: "1024", by: "ulimit" },
      { what: "address space (RLIMIT_AS)", value: "200000 kB", by: "ulimit" },
    ]);
    assert.deepEqual(ignores, [{ signal: "HUP", by: "trap" }]);
    // Behind unset the value is not known to the model.
    assert.deepEqual(environment, [
      { name: "PATH", from: "svscan" },
      { name: "HOME", from: "the script" },
    ]);
    assert.deepEqual(names(facts({ run: "#!/bin/sh\n. ./conf\nexec nohup appd\n" })), ["PATH", "*"]);
    const values = { run: "#!/bin/sh\nexec envdir ./values appd\n", "values/PORT": "8080\n" };
    assert.deepEqual(names(facts(values)), ["PATH", "*"]);
    assert.deepEqual(facts({ run: "#!/bin/sh\nexec nohup appd\n" }).ignores, [{ signal: "HUP", by: "nohup" }]);
  });

  it("knows which logs get all lines", () => {
    const log = "#!/bin/sh\nexec setuidgid log multilog t '-*' '+* status: *' ./status '+*' ./main\n";
    const says = withFolder({ run: "#!/bin/sh\nexec appd\n", "log/run": log }, (cwd) => {
      return JSON.parse(djblint(["explain-service", "--format", "json", cwd]).stdout).services[0].log.says;
    });
    assert.match(says[1], /^\.\/status: .*; selected lines only$/);
    assert.match(says[2], /^\.\/main: .*time stamps$/);
  });

  it("tells of one service in full", () => {
    assert.equal(djblint(["explain-service", `${SITE}/sshd-tcpserver`]).stdout, SSHD);
    assert.equal(djblint(["explain-service", `${SITE}/sshd-tcpserver/run`]).stdout, SSHD);
    assert.match(djblint(["explain-service", `${SITE}/apache`]).stdout, /^ {2}down {10}a file down is there/m);
  });

  it("tells of a logger alone when it is named", () => {
    const { stdout } = djblint(["explain-service", `${SITE}/httpd/log`]);
    assert.match(stdout, /^httpd\/log {2}\(/);
    assert.match(stdout, /'?-\* +deselects the lines that match the pattern/);
    assert.match(stdout, /keeps the first 1000 bytes of the last selected line/);
  });

  it("finds what a link of the scan directory leads to, with the rules of the host", () => {
    const { stdout } = djblint(["explain-service", "fixtures/sites/nusd/service"]);
    assert.match(stdout, /made from fixtures\/sites\/nusd\/var\/sshd\/sshd\.rule/);
    assert.match(stdout, /to splogger qmail, which qmail-start starts and which hands it to syslog/);
    assert.match(stdout, /user {10}root; nothing in front of \S+ changes the account/);
  });

  it("finds what a link of a copy leads to that is named itself", () => {
    withFolder({ "host/etc/dns/run": "#!/bin/sh\nexec tinydns\n", "host/service/README": "" }, (cwd) => {
      symlinkSync("/etc/dns", join(cwd, "host/service/dns"));
      assert.match(djblint(["explain-service", "host/service/dns"], { cwd }).stdout, /^dns {2}\(host\/etc\/dns\/run\)/);
      symlinkSync("/etc/none", join(cwd, "host/service/none"));
      const { status, stderr } = djblint(["explain-service", "host/service/none"], { cwd });
      assert.deepEqual([status, stderr], [2, "djblint: host/service/none: file does not exist\n"]);
    });
  });

  it("takes rules from further files", () => {
    const files = {
      "s/run": "#!/bin/sh\nexec tcpserver -x /etc/tcp.cdb 0 79 fingerd\n",
      "s/finish": "#!/bin/sh\nexec logger stopped\n",
      "etc/tcp.rules": ":deny\n",
    };
    withFolder(files, (cwd) => {
      assert.match(djblint(["explain-service", "s"], { cwd }).stdout, /is not among the files/);
      const { stdout } = djblint(["explain-service", "s", "--with", "etc/tcp.rules"], { cwd });
      assert.match(stdout, /made from etc\/tcp\.rules\n +deny: everybody\n/);
      assert.match(stdout, /finish {8}runs logger when the service has ended/);
    });
  });

  it("names what other branches of a script start", () => {
    const run = "#!/bin/sh\nif [ -f x ]; then exec multilog ./a; else exec setuidgid l multilog ./b; fi\n";
    withFolder({ "x/run": run }, (cwd) => {
      assert.match(
        djblint(["explain-service", "x"], { cwd }).stdout,
        /or {12}multilog, in another branch of the script/,
      );
    });
  });

  it("says where it cannot be sure of the programs", () => {
    withFolder({ "a/run": "#!/bin/sh\nexec $CHAIN tinydns\n", "b/run": "#!/bin/sh\nexec tinydns\n" }, (cwd) => {
      const unsure = (folder: string) =>
        /expansions, .* may change/.test(djblint(["explain-service", folder], { cwd }).stdout);
      assert.deepEqual([unsure("a"), unsure("b")], [true, false]);
    });
  });

  it("says what is wrong with its argument", () => {
    const { status, stderr } = djblint(["explain-service", "fixtures/sites/nusd/var/qmail/control"]);
    assert.deepEqual([status, stderr], [2, "djblint: fixtures/sites/nusd/var/qmail/control holds no run script\n"]);
    assert.equal(djblint(["explain-service", "nowhere"]).status, 2);
  });

  it("tells apart what is no script", () => {
    const files = { "zone/data": "+example.org:192.0.2.1\n", "notes.txt": "the zone\n", "webd.txt": "exec webd\n" };
    withFolder(files, (cwd) => {
      const told = (path: string) => djblint(["explain-service", path], { cwd });
      assert.equal(told("zone/data").stderr, "djblint: zone/data is no run script: djblint reads it as tinydns data\n");
      assert.match(told("notes.txt").stderr, /^djblint: notes\.txt is no run script: it does not begin with #!/);
      assert.deepEqual([told("zone/data").status, told("notes.txt").status, told("webd.txt").status], [2, 2, 0]);
    });
  });

  it("knows what s6-envuidgid, s6-applyuidgid and stdbuf put into the environment", () => {
    const told = explained({
      all: "exec s6-envuidgid web webd",
      user: "exec s6-envuidgid -u web webd",
      taken: "exec s6-envuidgid web s6-applyuidgid -Uz webd",
      lines: "exec setuidgid web stdbuf -oL -e0 webd",
    });
    const names = (name: string) => (told(name).environment as { name: string }[]).map((each) => each.name);
    assert.deepEqual(names("all"), ["PATH", "UID", "GID", "GIDLIST"]);
    assert.deepEqual(names("user"), ["PATH", "UID"]);
    assert.deepEqual(names("taken"), ["PATH"]);
    assert.deepEqual(names("lines"), ["PATH", "_STDBUF_O", "_STDBUF_E", "LD_PRELOAD"]);
    assert.equal(told("taken").account.user, "web");
  });

  it("keeps the group of an account where a program behind it changes the user alone", () => {
    const told = explained({
      alone: "exec s6-applyuidgid -u 1001 webd",
      behind: "exec setuidgid web s6-applyuidgid -u 1001 webd",
    });
    assert.equal(told("alone").account.group, "0, that of root: no option sets another");
    assert.equal(told("behind").account.group, "that of web, and no other");
  });

  it("does not say that nothing stays where only the shell knows the last command", () => {
    withFolder({ "a/run": "#!/bin/sh\n. /etc/default/web\n$START $BIN\n" }, (cwd) => {
      const { stdout } = djblint(["explain-service", "."], { cwd });
      assert.match(stdout, /programs {6}not known: only the shell knows what \$START is/);
    });
  });

  it("tells of scripts that no shell reads, and of those that start nothing", () => {
    withFolder({ "a/run": "#!/usr/bin/python3\nx = 1\n", "b/run": "#!/bin/sh\n" }, (cwd) => {
      const { stdout } = djblint(["explain-service", "."], { cwd });
      assert.match(stdout, /script {8}#!\/usr\/bin\/python3: no shell reads it/);
      assert.match(stdout, /programs {6}none that stays as the service/);
    });
  });
});

const SSHD = `sshd-tcpserver  (fixtures/sites/services/service/sshd-tcpserver/run)
  programs      1 tcpserver  listens on 192.168.1.1, port 2222; starts what follows for each connection
                    -v                            verbose: one line per event on stderr
                    -R                            do not ask identd
                    -H                            do not look up TCPREMOTEHOST
                    -l 0                          TCPLOCALHOST without a look-up; 0 is customary
                    -c 30                         simultaneous connections, default 40; 0 or a word means none is ever accepted
                    -x /service/sshd-tcpserver/sshd.cdb  access rules; read for every connection
                2 sshd       the OpenSSH server
                    -i  serves the one connection on its input and output
  user          root; sshd is started as root: it becomes the user who logs in
  group         root
  environment   PATH  (svscan)
                PROTO  (tcpserver)
                TCP*  (tcpserver: both ends of the connection)
  directories   starts in fixtures/sites/services/service/sshd-tcpserver
  listens       192.168.1.1, port 2222, TCP, by tcpserver
  clients       by /service/sshd-tcpserver/sshd.cdb, made from fixtures/sites/services/service/sshd-tcpserver/sshd.rules
                allow: 192.168.1.0/24
                deny: everybody else
  log           to multilog, as sshlog
                ./main: 10 files of 99999 bytes, 1 MB at most; TAI64N time stamps
                standard error goes the same way as standard output
`;
