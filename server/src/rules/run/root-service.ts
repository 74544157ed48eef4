import type { Step } from "../../model/run/service.js";
import { identityOf, isNoNumber } from "../../model/run/service-identity.js";
import { type Server, serverOf } from "../../model/run/service-server.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS023",
  name: "root-service",
  language: "run",
  severity: "warning",
  category: "privilege",
  security: true,
  since: "0.1",
  what: "A program that serves the network runs as root",
  why: "Nothing in the chain changes the account: a fault in the program hands over the whole host",
  silent:
    "For programs that give up root themselves (axfrdns, publicfile, rsync), need it (qmail-popup, sshd, swat), log users in or have " +
    "an option of their own for it, as far as name, words or port say so, behind envuidgid (RS018), and where -u has a name (RS020)",
  sources: ["run script specification C7, R23"],
  fixable: "none",
  messages: {
    root: {
      text: "{program} serves the clients of {server} as root: nothing in the chain changes the account",
      help: "put envuidgid ACCOUNT in front of {server} and give it -U",
    },
    named: {
      text: "{program} serves the clients of {server} as root: nothing in the chain changes the account",
      help: "give {server} -u ACCOUNT",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec tcpserver -RHl0 0 8080 /usr/local/bin/statusd 2>&1\n",
    good: "#!/bin/sh\nexec envuidgid web tcpserver -URHl0 0 8080 /usr/local/bin/statusd 2>&1\n",
  },
  on: {
    chain: (chain, _script, report) => {
      // Who runs a command in the middle of the script of sh -c, the chain around that says.
      const server = chain.place.nested ? undefined : serverOf(chain);
      if (server === undefined || !server.step.optionsKnown || server.behind.length === 0) return;
      if (identityOf(chain).kind !== "inherited" || hasNameForNumber(server.step) || mayNeedRoot(server)) return;
      const last = server.behind[server.behind.length - 1];
      // Of an option behind the port another rule speaks (RS041).
      if (last.name === "" || last.name.startsWith("-")) return;
      const message = takesAccount(server.step) ? "named" : "root";
      report({ at: server.step.word, message, params: { program: last.name, server: server.step.name } });
    },
  },
});

/** Ports of protocols with a login: telnet, ftp, ssh, pop3, imap, and their like. */
const LOGIN_PORTS: ReadonlySet<number> = new Set([21, 22, 23, 110, 143, 513, 514, 543, 544, 990, 992, 993, 995, 2401]);

const LOGIN_NAMES =
  /login|auth|pass|pop|imap|ftp|ssh|telnet|rsh|cvs|chk|(?<!s)pam|stunnel|courier|dovecot|rsync|lpd|user/i;

/** They work for every account of the host, which their names do not say. */
const FOR_ALL_ACCOUNTS: ReadonlySet<string> = new Set(["swat", "check_mk_agent"]);

/** tcpsvd and udpsvd have no -U. */
function takesAccount({ program }: Step): boolean {
  return program?.options.some(({ role }) => role === "account") ?? false;
}

function hasNameForNumber({ effects }: Step): boolean {
  return effects.some((effect) => effect.kind === "uid" && isNoNumber(effect.value));
}

function mayNeedRoot({ behind, before, portNumber }: Server): boolean {
  if (portNumber === undefined || LOGIN_PORTS.has(portNumber)) return true;
  if (before.some(({ effects }) => effects.some(({ kind }) => kind === "ids"))) return true;
  return behind.some((step) => dropsOrNeeds(step) || speaksOfLogin(step));
}

function dropsOrNeeds({ name, program }: Step): boolean {
  if (FOR_ALL_ACCOUNTS.has(name)) return true;
  return program !== undefined && (program.dropsRoot === true || program.needsRoot);
}

/** Of the program its name counts, also where the shell decides the folder. */
function speaksOfLogin({ name, options, operands, arguments: args }: Step): boolean {
  if (isAboutLogin(name || undefined) || options.some(({ letter }) => /[ugU]/.test(letter))) return true;
  const values = options.flatMap(({ value }) => value ?? []);
  return [...values, ...operands, ...args].some(({ text }) => isAboutLogin(text));
}

/** A word that speaks of logins, or an option that may name an account; what only the shell knows may be either. */
function isAboutLogin(text: string | undefined): boolean {
  return text === undefined || LOGIN_NAMES.test(text) || /^-[ugU]/.test(text);
}
