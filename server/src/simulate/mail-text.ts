/** What becomes of a mail, as text and as JSON. */
import { decodeUtf8 } from "djblint-grammars/text";
import type { MailResult, MailStage, MailStep } from "./mail-result.js";

/** How a path is shown. */
type Shown = (path: string) => string;

/** The client's address, and the addresses of SMTP. */
export interface Envelope {
  readonly from: string;
  readonly to: string;
  readonly sender?: string;
}

/** Bytes that are UTF-8 are shown as that. */
function textOf(bytes: string): string {
  return decodeUtf8(bytes) ?? bytes;
}

/** The shape is a contract: see the README. */
export function mailAsJson({ access, reply, delivery, route, outcome, steps }: MailResult, shown: Shown): object {
  return {
    access: access ? { rule: access.rule ?? null, allowed: access.allowed, environment: access.environment } : null,
    smtp: { reply: reply ?? null },
    delivery: {
      channel: delivery.channel,
      address: delivery.address === undefined ? null : textOf(delivery.address),
    },
    route: route ? { host: textOf(route.host), port: route.port, source: route.source } : null,
    outcome,
    steps: steps.map(({ path, line, says }) => ({
      file: path === undefined ? null : shown(path),
      line: line === undefined ? null : line + 1,
      says,
    })),
  };
}

const STAGES: Readonly<Record<MailStage, string>> = {
  access: "connection",
  smtp: "qmail-smtpd",
  queue: "qmail-send",
  local: "qmail-local",
  remote: "qmail-remote",
};

const INDENT = " ".repeat(14);

export function mailAsText({ outcome, steps }: MailResult, { from, to, sender }: Envelope, shown: Shown): string {
  const of = sender === undefined ? "" : ` of ${sender || "<>"}`;
  const lines = steps.flatMap((step, index) => describe(step, steps[index - 1], shown));
  return [`mail${of} from ${from} to ${to}`, "", ...lines, "", `outcome: ${outcome}`, ""].join("\n");
}

function describe({ stage, path, line, says }: MailStep, before: MailStep | undefined, shown: Shown): string[] {
  const head = stage === before?.stage ? INDENT : STAGES[stage].padEnd(INDENT.length);
  const place = path === undefined ? "" : `${INDENT}  ${shown(path)}${line === undefined ? "" : `:${line + 1}`}`;
  return [head + says, ...(place === "" ? [] : [place])];
}
