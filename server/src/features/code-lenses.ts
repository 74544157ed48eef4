/** Code lenses: what can be done with a file or a zone of it, above the line that it is about. */
import type { Span } from "djblint-grammars/text";
import { TYPE } from "../compile/expand.js";
import type { ControlSource } from "../model/control/control-source.js";
import { readSendControls, rewriteRecipient } from "../model/control/mail-rewrite.js";
import { routeOf } from "../model/control/mail-route.js";
import { qmailHomes } from "../model/control/qmail-home.js";
import type { RunScript } from "../model/run/run-script.js";
import type { AccessFile } from "../model/tcprules/access-file.js";
import type { ZoneData } from "../model/tinydns/zone-data.js";
import type { Zone } from "../model/tinydns/zones.js";
import { parentOf } from "../model/tree.js";
import type { LanguageId } from "../rules/rule.js";
import type { Source } from "../source.js";

/** The first three are commands of the server; the others ask something first, so that only a client can run them. */
export type LensCommand =
  | "djblint.compile"
  | "djblint.answer"
  | "djblint.open"
  | "djblint.tryClient"
  | "djblint.followMail";

export interface CodeLens {
  readonly span: Span;
  readonly title: string;
  /** Undefined for a lens that only tells something. */
  readonly command: LensCommand | undefined;
  /** Of `answer`. */
  readonly question?: { readonly type: string; readonly name: string };
  /** Absolute path of the file that is meant; else the document. */
  readonly path?: string;
}

const LENSES: Partial<Record<LanguageId, (analysis: never) => CodeLens[]>> = {
  tinydns: lensesOfTinydns,
  tcprules: lensesOfTcprules,
  control: lensesOfControl,
  run: lensesOfRun,
};

export function codeLenses(source: Source): CodeLens[] {
  return LENSES[source.language.id]?.(source.analysis as never) ?? [];
}

const TOP: Span = { start: 0, end: 0 };
const COMPILE: CodeLens = { span: TOP, title: "compile", command: "djblint.compile" };

function lensesOfTinydns(data: ZoneData): CodeLens[] {
  const served = data.zones.all().filter((zone) => zone.isAuthoritySomewhere());
  const counts = recordsByZone(data);
  return [
    COMPILE,
    ...served.flatMap((zone): CodeLens[] => {
      const { name, soas } = zone;
      const span = data.text.lines.span(data.records.line[soas[0]]);
      const text = data.names.text(name);
      const count = counts.get(zone) ?? 0;
      const types = ASKED.filter((type) => data.records.hasType(name, TYPE[type]));
      return [
        { span, title: `${count} ${count === 1 ? "record" : "records"}`, command: undefined },
        ...types.map((type): CodeLens => {
          const question = { type: type.toLowerCase(), name: text };
          return { span, title: `${type} ${text}?`, command: "djblint.answer", question };
        }),
      ];
    }),
  ];
}

/** How many records lie in each zone. */
function recordsByZone({ records, zones }: ZoneData): Map<Zone, number> {
  const counts = new Map<Zone, number>();
  for (let row = 0; row < records.count; row++) {
    const fate = zones.fate(records.owner[row]);
    if (fate.kind === "served") counts.set(fate.zone, (counts.get(fate.zone) ?? 0) + 1);
  }
  return counts;
}

/** What is mostly asked about a zone. */
const ASKED = ["SOA", "NS", "MX", "A"] as const;

function lensesOfTcprules(_: AccessFile): CodeLens[] {
  return [COMPILE, { span: TOP, title: "simulate a client", command: "djblint.tryClient" }];
}

/** Sources that a program compiles. */
const COMPILED: ReadonlySet<string> = new Set(["morercpthosts", "assign"]);

function lensesOfControl(file: ControlSource): CodeLens[] {
  const says = file.name === "rcpthosts" ? acceptedLens(file) : [];
  const simulate: CodeLens[] =
    file.name === "rcpthosts" || file.name === "locals" || file.name === "virtualdomains"
      ? [{ span: TOP, title: "simulate a mail", command: "djblint.followMail" }]
      : [];
  return [...(COMPILED.has(file.name) ? [COMPILE] : []), ...says, ...simulate];
}

function acceptedLens(file: ControlSource): CodeLens[] {
  const home = qmailHomes(file.around).find(({ control }) => control === parentOf(file.path));
  const controls = home && readSendControls(home.directory);
  const hosts = file.domains.filter(({ trouble }) => !trouble).map(({ name }) => name.text.replace(/^\./, "mail."));
  if (!home || !controls || hosts.length === 0) return [];
  const remote = hosts.filter((host) => rewriteRecipient(controls, `joe@${host}`)?.channel === "remote");
  const routed = remote.filter((host) => routeOf(home.directory, host).kind !== "exchangers");
  const title = `${hosts.length} ${hosts.length === 1 ? "host" : "hosts"} accepted, ${hosts.length - remote.length} local, ${routed.length} routed`;
  return [{ span: TOP, title, command: undefined }];
}

/** A service and its log lead to each other. */
function lensesOfRun({ path, around, isLog }: RunScript): CodeLens[] {
  const folder = parentOf(path);
  const other = isLog ? `${parentOf(folder)}/run` : `${folder}/log/run`;
  if (around.entry(other)?.kind !== "file") return [];
  const title = isLog ? "open the service" : "open log/run";
  return [{ span: TOP, title, command: "djblint.open", path: other }];
}
