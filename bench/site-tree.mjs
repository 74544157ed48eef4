// A large provider as a tree: 15,000 zones in 500 files of 100 name servers and others, 200 services, a qmail with their domains.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const DNS_SERVERS = 100;

/** Writes `files` data files with `zones` zones in all, and `services` services. */
export function writeSiteTree(folder, { zones = 15_000, files = 500, services = 200 } = {}) {
  const write = (path, text, mode = 0o644) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text, { mode });
  };
  const perFile = Math.ceil(zones / files);
  for (let file = 0; file < files; file++) {
    const first = file * perFile;
    const names = Array.from({ length: Math.min(perFile, zones - first) }, (_, index) => `d${first + index}.example`);
    // Each server answers for its own zones; those of the other files are elsewhere.
    const server = file < DNS_SERVERS ? `192.0.2.${file + 1}` : "203.0.113.53";
    write(`etc/tinydns${file}/root/data`, names.map((name, index) => zone(name, first + index, server)).join(""));
  }
  for (let number = 0; number < services; number++) writeService(number, write);
  const domains = Array.from({ length: zones }, (_, index) => `d${index}.example\n`);
  write("var/qmail/control/me", "mx.example\n");
  write("var/qmail/control/locals", "mx.example\n");
  write("var/qmail/control/rcpthosts", `mx.example\n${domains.join("")}`);
  write("var/qmail/control/virtualdomains", domains.map((name) => name.replace("\n", ":customers\n")).join(""));
  write("etc/tcp.smtp", '127.:allow,RELAYCLIENT=""\n192.168.:allow,RELAYCLIENT=""\n:allow\n');
}

function zone(name, number, server) {
  const address = `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`;
  return `.${name}:${server}:a.ns.${name}\n.${name}:198.51.100.54:b.ns.${name}\n@${name}:192.0.2.25:mx.${name}\n+${name}:${address}\n+www.${name}:${address}\n`;
}

function writeService(number, write) {
  const isDns = number < DNS_SERVERS;
  const chain = isDns
    ? "envuidgid tinydns envdir ./env softlimit -d300000 tinydns"
    : `softlimit -m 20000000 tcpserver -v -H -R -l 0 -x /etc/tcp.smtp.cdb -u 7791 -g 2108 0 ${number === 100 ? "smtp" : 2000 + number} ${number === 100 ? "qmail-smtpd" : "daemon"}`;
  const folder = `service/s${number}`;
  write(`${folder}/run`, `#!/bin/sh\nexec 2>&1\nexec ${chain}\n`, 0o755);
  write(`${folder}/log/run`, "#!/bin/sh\nexec setuidgid log multilog t ./main\n", 0o755);
  if (!isDns) return;
  write(`${folder}/env/IP`, `192.0.2.${number + 1}\n`);
  write(`${folder}/env/ROOT`, `/etc/tinydns${number}/root\n`);
}
