/** What tinydns answers, as text. */
import type { Reason } from "./answer-trace.js";
import type { AnswerExplanation, ExplainedHidden } from "./explain-answer.js";
import type { HiddenBy } from "./hidden-records.js";
import { shortened } from "./shortened.js";

/** Why an answer is empty, without a full stop. */
export const REASONS: Readonly<Record<Reason, string>> = {
  "no-zone": "tinydns stays silent: no name server record is visible at the name or above it",
  "dropped-big-record": "tinydns stays silent: a stored record has more than 32767 bytes",
  malformed: "tinydns stays silent: a stored record cannot be read",
  "too-long": "tinydns stays silent: the answer would be longer than 65535 bytes",
  referral: "no answer of its own: the name belongs to a zone that is delegated",
  nxdomain: "the name does not exist: no record of any type is visible",
  nodata: "the name exists, but has no record of this type",
  "not-implemented": "zone transfers are for axfrdns: tinydns answers NOTIMP",
};

const HIDDEN: Readonly<Record<HiddenBy, string>> = {
  location: "is for clients of another location",
  "not-yet": "starts later",
  "no-longer": "has ended",
  "no-zone": "is in no zone of this file",
  delegation: "is behind a delegation",
  "other-zone": "belongs to a wildcard of another zone",
  "existing-name": "belongs to a wildcard, which does not cover names that exist",
  "other-type": "is of another type",
  "eight-addresses": "was not among the eight addresses of this answer",
  "second-soa": "is a second SOA; only the first is given",
};

/** What tinydns answers, which lines of the source are behind it, and why the rest is not given. */
export function answerAsText(result: AnswerExplanation, path: string, source: readonly string[]): string {
  const { question, client, location, zone, authoritative, wildcard, printed, bytes, truncated, reason, cut } = result;
  const facts = [
    `client ${client}${location === undefined ? ", of no location" : `, of location ${location}`}`,
    zone === undefined ? undefined : `zone ${zone}${authoritative ? "" : ", delegated"}`,
    wildcard && `answered by the wildcard ${wildcard}`,
    reason && REASONS[reason],
    truncated ? `the reply has ${bytes} bytes: over UDP the client gets none of it and must ask over TCP` : undefined,
    cut.length > 0 ? `left out to stay within 512 bytes: ${cut.join(", ")}` : undefined,
  ];
  const lines = [`${question.type} ${question.name}:`, ...(printed ?? "").split("\n").filter((line) => line !== "")];
  const sections = (["answer", "authority", "additional"] as const).flatMap((section) =>
    result[section].flatMap(({ line, owner, type, decoded }) => [
      `  ${section} ${owner} ${type}: ${placed(path, source, line)}`,
      ...(decoded === undefined ? [] : [`    that is ${decoded}`]),
    ]),
  );
  const hidden = result.hidden.map((record) => `${describeHidden(record)}: ${placed(path, source, record.line)}`);
  return [
    ...lines,
    "",
    ...facts.flatMap((fact) => fact ?? []),
    ...(sections.length > 0 ? ["from:", ...sections] : []),
    ...(hidden.length > 0 ? ["not given:", ...shortened(hidden, "record").map((line) => `  ${line}`)] : []),
    "",
  ].join("\n");
}

function describeHidden({ owner, type, by, location, time }: ExplainedHidden): string {
  const when = time === undefined ? "" : ` (${new Date(time * 1000).toISOString()})`;
  const whom = location === undefined || by !== "location" ? "" : ` (${location})`;
  return `${owner} ${type} ${HIDDEN[by]}${when}${whom}`;
}

function placed(path: string, source: readonly string[], line: number | undefined): string {
  return line === undefined ? path : `${path}:${line + 1}: ${source[line]}`;
}
