/** What is known of a control file as a whole: what it is for, who reads it and when, what counts without it. */
import type { ControlFileSpec, Reread } from "djblint-grammars/control/files";
import { USERS_FILES } from "../model/control/control.js";
import type { ControlSource } from "../model/control/control-source.js";

export function aboutControlFile({ spec, shape, name }: ControlSource): string[] {
  if (shape === "instructions") return [DELIVERY];
  if (USERS[name] && USERS_FILES.get(name) === shape) return [`**users/${name}** — ${USERS[name]}`];
  if (spec === undefined) return [`**${name}** — no control file of qmail; a patch or a script may read it.`];
  const { doc, readers, origin } = spec;
  if (origin === "script")
    return [`**${name}** — ${doc}`, `Read by ${readers.join(", ")}; no program of qmail itself reads it.`];
  const patched = origin === "patch" ? " of a patched qmail" : "";
  return [
    `**${name}** — ${doc}`,
    `Read by ${readers.join(", ")}${patched} ${REREADS[spec.reread]}.`,
    `Without the file: ${withoutFile(spec)}.`,
    ...(spec.environment === undefined ? [] : [`The variable ${spec.environment} is used instead where it is set.`]),
  ];
}

const DELIVERY =
  "Delivery instructions, read by qmail-local at each delivery. An empty file means the default delivery that " +
  "qmail-start was given; a file with nothing but comments throws the mail away.";

const USERS: Readonly<Record<string, string>> = {
  assign:
    "Which user gets which local address. qmail-newu makes users/cdb of it when it is run; " +
    "qmail-lspawn reads users/cdb at each delivery. Of equal lines the first counts.",
  append:
    "Assignments that qmail-pw2u copies behind its own, in front of the line with the dot that ends users/assign.",
  include: "The accounts that qmail-pw2u makes assignments for; without the file all of the passwd file.",
  exclude: "Accounts that qmail-pw2u makes no assignments for.",
  mailnames: "The addresses of accounts for which qmail-pw2u is not to take the name of the account.",
  subusers: "Further addresses of accounts, which qmail-pw2u writes behind those of the accounts.",
};

const REREADS: Readonly<Record<Reread, string>> = {
  connection: "for each connection: a change acts at once",
  delivery: "for each delivery: a change acts at once",
  run: "each time it is run",
  start: "when it starts: a change needs a restart",
  hangup: "when it starts and when it gets a HUP signal (svc -h)",
  reader: "when each of them starts",
};

export function withoutFile({ usesMe, default: usual, without, unit }: ControlFileSpec): string {
  const last = usual === undefined ? without : `${usual}${unit === undefined ? "" : ` ${unit}`}`;
  if (!usesMe) return last || "nothing stands in for it";
  return last === "" ? "the name in me counts" : `the name in me counts; without that, ${last}`;
}
