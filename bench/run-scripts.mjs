// Services as they are written: servers, loggers, daemons, tests and settings in front; each a little different.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const KINDS = [
  (n) => `exec 2>&1\nexec envuidgid q${n} envdir ./env softlimit -d${300000 + n} /usr/local/bin/tinydns\n`,
  (n) => `exec 2>&1\nexec /usr/sbin/sshd -D -p ${2000 + n}\n`,
  (n) => `exec setuidgid log${n} multilog t s999999 n${n} '-*' '+*fatal*' ./main\n`,
  (n) =>
    `exec env - PATH="/var/qmail/bin:$PATH" \\\nenvuidgid qmaild \\\ntcpserver -vRHl0 -U -c${n + 10} -x smtp.cdb \\\n0 ${2500 + n} qmail-smtpd 2>&1\n`,
  (n) =>
    `Q=\`id -u qmail${n}\`\nG=\`id -g qmail${n}\`\nMAX=\`cat /var/qmail/control/concurrency${n}\`\n` +
    `if [ -z "$Q" -o -z "$G" -o -z "$MAX" ]; then\n  echo Q, G or MAX is unset\n  sleep 10\n  exit 1\nfi\n` +
    `exec softlimit -m 40000000 \\\n  tcpserver -v -R -l 0 -x /etc/tcp.smtp.cdb -c "$MAX" \\\n  -u "$Q" -g "$G" 0 smtp qmail-smtpd 2>&1\n`,
  (n) => `exec envdir ./env sh -c '\n  exec envuidgid axfr${n} tcpserver -vDRHl0 -x tcp.cdb -- "$IP" 53 axfrdns\n'\n`,
  (n) =>
    `# service ${n}\n[ -f /etc/default/web${n} ] && . /etc/default/web${n}\nexec /usr/sbin/web${n} $OPTIONS 2>&1\n`,
];

/** Writes so many services into a folder. */
export function writeRunScripts(count, folder) {
  for (let n = 0; n < count; n++) {
    const service = join(folder, `service-${n}`);
    mkdirSync(service, { recursive: true });
    writeFileSync(join(service, "run"), `#!/bin/sh\n${KINDS[n % KINDS.length](n)}`, { mode: 0o755 });
  }
}
