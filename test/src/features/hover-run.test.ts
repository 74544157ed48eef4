import assert from "node:assert/strict";
import { hover } from "djblint/features/hover";
import { loadTree } from "djblint/load-tree";
import { memoryHost } from "../support/memory-host.js";

/** What the hover says at the place of a `§` in the text. */
async function at(marked: string, files: Readonly<Record<string, string>> = {}): Promise<string> {
  const offset = marked.indexOf("§");
  const text = marked.replace("§", "");
  const host = memoryHost({ ...files, "/service/x/run": text });
  const { tree } = await loadTree(host, { paths: ["/service/x"], now: 0 });
  return hover(tree.analysis("run", "/service/x/run"), "run", offset)?.contents ?? "";
}

function includes(text: string, ...parts: readonly string[]): void {
  for (const part of parts) assert.ok(text.includes(part), `${part} in ${text}`);
}

const HEAD = "#!/bin/sh\nexec 2>&1\n";

describe("hover in a run script", () => {
  it("says what a program does here, and its synopsis", async () => {
    includes(
      await at(`${HEAD}exec tcp§server -vRHl0 192.0.2.1 pop3 ipop3d\n`),
      "**tcpserver** — listens on 192.0.2.1, port 110 (pop3); starts what follows for each connection.",
      "tcpserver [options] HOST PORT PROGRAM [arg...]",
    );
    includes(await at(`${HEAD}exec env§uidgid web httpd\n`), "puts the numbers of the account web into UID and GID.");
    includes(
      await at(`${HEAD}exec /usr/sbin/s§shd -D\n`),
      "**sshd** — the OpenSSH server.",
      "Stays in the foreground with `-D`",
    );
    includes(await at(`${HEAD}ex§ec setuidgid a multilog ./main\n`), "replaces the shell");
  });

  it("says what an option does, also among others and with its argument", async () => {
    const script = (letters: string) => `${HEAD}exec tcpserver ${letters} 0 25 qmail-smtpd\n`;
    includes(await at(script("-v§RHl0")), "**tcpserver** `-R` — do not ask identd.");
    includes(await at(script("-vRHl§0")), "**tcpserver**", "TCPLOCALHOST without a look-up");
    includes(await at(script("-x §/etc/tcp.cdb")), "access rules; read for every connection");
    includes(await at(`${HEAD}exec softlimit -o 2§50 ftpd\n`), "limits open files");
  });

  it("says what an operand is", async () => {
    includes(await at(`${HEAD}exec setuidgid w§eb multilog ./main\n`), "everything runs as this account");
    includes(await at(`${HEAD}exec tcpserver 0 2§5 qmail-smtpd\n`), "The port to listen on");
    includes(await at(`${HEAD}exec envdir ./e§nv tinydns\n`), "Each file in this directory is a variable");
    includes(await at(`${HEAD}exec env A§=1 tinydns\n`), "Sets A for the programs behind it.");
    includes(
      await at(`${HEAD}exec qmail-start ./Mail§dir/\n`),
      "delivery instructions of users who have no .qmail file",
    );
    includes(await at(`${HEAD}exec tcpserver 0 22 /usr/sbin/sshd -§i\n`), "serves the one connection");
  });

  it("says what the words of multilog do, with the numbers that count", async () => {
    const script = (words: string) => `#!/bin/sh\nexec multilog ${words}\n`;
    includes(await at(script("§t ./main")), "time stamp in front of each line");
    includes(await at(script("t s1§00 ./main")), "later directories start a new file at 4096 bytes");
    includes(await at(script("t n§1 ./main")), "later directories keep 2 files, the current one among them");
    includes(await at(script("t '-§*' ./main")), "deselects the lines that match");
    includes(await at(script("t ./m§ain")), "writes the selected lines into this directory");
    includes(await at(script("t m§ain")), "multilog ignores it without a word");
  });

  it("knows the value of a variable, or where it comes from", async () => {
    includes(
      await at(`#!/bin/sh\nIP=192.0.2.7\nexec tcpserver "$§IP" 25 qmail-smtpd\n`),
      "**$IP** is `192.0.2.7` here.",
    );
    includes(
      await at(`#!/bin/sh\nN=$(head -1 n)\nexec tcpserver -c "$§N" 0 25 qmail-smtpd\n`),
      "is set to `$(head -1 n)`",
    );
    includes(await at(`#!/bin/sh\nexec env PATH=/x:$§PATH tinydns\n`), "svscanboot leaves no other variable");
    includes(await at(`#!/bin/sh\nexec tcpserver "$§HOST" 25 x\n`), "is not set in this script");
    const nested = `#!/bin/sh\nexec envdir ./env sh -c 'exec tcpserver "$§IP" 53 axfrdns'\n`;
    includes(await at(nested, { "/service/x/env/IP": "192.0.2.9\n" }), "**$IP** is `192.0.2.9` (envdir ./env).");
  });

  it("says what a redirection does", async () => {
    includes(
      await at("#!/bin/sh\nexec 2>§&1\nexec tinydns\n"),
      "Standard error goes where standard output goes at this moment.",
    );
    includes(await at("#!/bin/sh\nexec <§seed\nexec dnscache\n"), "Standard input comes from seed.");
    includes(
      await at("#!/bin/sh\nexec tinydns >/dev/§null\n"),
      "Standard output goes to /dev/null, which begins empty.",
    );
    includes(await at("#!/bin/sh\nexec tinydns 2>§>err\n"), "goes to the end of err.");
  });

  it("tells of the service on the first line", async () => {
    const run = "#!/bin§/sh\nexec 2>&1\nexec envuidgid q tcpserver -U -x /service/x/a.cdb 0 25 qmail-smtpd\n";
    const files = {
      "/service/x/a.rules": '10.:allow,RELAYCLIENT=""\n:deny\n',
      "/service/x/log/run": "#!/bin/sh\nexec setuidgid l multilog t ./main\n",
    };
    includes(
      await at(run, files),
      "- **programs**: envuidgid → tcpserver → qmail-smtpd",
      "- **user**: q; tcpserver -U takes UID and GID from envuidgid, once it listens as root",
      "- **listens**: all addresses, port 25 (smtp), TCP, by tcpserver",
      "- **clients**: by /service/x/a.cdb; allow, relay: 10.0.0.0/8; deny: everybody else",
      "- **log**: to multilog, as l; ./main: 10 files of 99999 bytes",
    );
  });

  it("follows the words of a script in quotes", async () => {
    includes(await at("#!/bin/sh\nexec sh -c 'exec soft§limit -d1 tinydns'\n"), "softlimit [-a|-c|");
  });

  it("tells of the program that stays, known or not, how it runs", async () => {
    const chained = await at(`${HEAD}exec setuidgid web softlimit -d 100 /public/unkn§own a\n`);
    includes(
      chained,
      "**unknown**",
      "- **user**: web; setuidgid",
      "- **limits**:",
      "100 bytes",
      "- **shell**: gives it",
    );
    includes(await at(`${HEAD}exec unkn§own\n`), "- **user**: root; nothing in front of unknown changes the account");
    includes(
      await at(`${HEAD}exec tcpserver -u 7 -g 8 0 25 ser§ves\n`),
      "- **user**: 7; tcpserver -u",
      "each connection",
    );
    includes(await at(`${HEAD}setuidgid web unkn§own &\nexec tinydns\n`), "- **shell**: does not wait for it");
    includes(await at(`${HEAD}setuidgid web unkn§own\nexec tinydns\n`), "- **shell**: waits until it ends");
    assert.ok(!(await at(`${HEAD}exec soft§limit -d 100 setuidgid web unknown\n`)).includes("**user**"));
  });

  it("says nothing about comments and unknown words, and never throws", async () => {
    assert.equal(await at("#!/bin/sh\n# no§thing\nexec tinydns\n"), "");
    assert.equal(await at("#!/bin/sh\nexec unknown wo§rd\n"), "");
    const text = "#!/bin/sh\nexec a \"$x' `(\\\n$((1)) $y <<E &\nE\n";
    for (let place = 0; place <= text.length; place++) await at(`${text.slice(0, place)}§${text.slice(place)}`);
  });
});
