/** Questions about what the programs would do, asked of files that are open or read: the answers as text or plain data. */

import { DIALECTS } from "djblint-grammars/control/files";
import { parseIpv4, parseIpv6 } from "djblint-grammars/tcprules/address";
import { decodeLatin1, encodeLatin1, SourceText } from "djblint-grammars/text";
import { isDatabase } from "../compile/cdb.js";
import { type DatabaseDump, dumpDatabase } from "../compile/dump-database.js";
import { defaultSerial } from "../compile/expand.js";
import { compileInMemory } from "../compile/tcprules.js";
import type { Settings } from "../config.js";
import { addressNumber } from "../model/address-block.js";
import { withoutAngles } from "../model/control/mail-address.js";
import type { QmailHome } from "../model/control/qmail-home.js";
import type { AccessFile } from "../model/tcprules/access-file.js";
import { accessMap } from "../model/tcprules/access-map.js";
import { ZoneData } from "../model/tinydns/zone-data.js";
import { RULES } from "../rules/registry.js";
import { rulePage } from "../rules/rule-page.js";
import { mapAsJson } from "../simulate/access-json.js";
import { clientAsText } from "../simulate/access-text.js";
import { diffAnswers } from "../simulate/answer-diff.js";
import { answerAsText } from "../simulate/answer-text.js";
import { answerChangeAsText, ruleChangeAsText } from "../simulate/diff-text.js";
import { explainAccess } from "../simulate/explain-access.js";
import { explainAnswer } from "../simulate/explain-answer.js";
import { simulateMail } from "../simulate/mail.js";
import { siteOf } from "../simulate/mail-site.js";
import { mailAsText } from "../simulate/mail-text.js";
import { parseName, parseTypeWord } from "../simulate/question.js";
import { diffRules } from "../simulate/rules-diff.js";
import type { Source } from "../source.js";

/** A question that has no answer; the message is for the user. */
export class QuestionError extends Error {}

export interface Moment {
  /** Seconds since 1970 at which the question is asked. */
  readonly now: number;
  /** Seconds since 1970 at which the file was last changed: the serial of its zones. */
  readonly changed: number;
}

/** As `djblint simulate answer` prints it. */
export function answer(
  source: Source,
  { type: word, name: text, ip = "0.0.0.0" }: { type: string; name: string; ip?: string },
  { now, changed }: Moment,
): string {
  const type = parseTypeWord(word);
  if (type === undefined) throw new QuestionError(`${word} is no record type`);
  const name = parseName(text);
  if (!name) throw new QuestionError(`${text} is no name`);
  const { bytes } = source.whole.text;
  const result = explainAnswer(
    bytes,
    { name, type },
    { dialect: zonesOf(source).dialect, serial: defaultSerial(changed), client: clientAddress(ip), now },
  );
  if (result.kind === "refused") throw new QuestionError(`the file does not compile: ${result.message}`);
  return answerAsText(result, nameOf(source), decodeLatin1(bytes).split("\n"));
}

/** As `djblint simulate access` prints it. */
export function access(source: Source, { ip, host, info }: { ip: string; host?: string; info?: string }): string {
  if (!parseIpv4(ip) && !parseIpv6(ip)) throw new QuestionError(`${ip} is no IP address`);
  const file = rulesOf(source);
  const explanation = explainAccess(file.table, { ip, host, info });
  return `${explanation.printed}${clientAsText(explanation, file, nameOf(source))}`;
}

/** As `djblint simulate access --format json` prints it. */
export function decisionTable(source: Source): object {
  const file = rulesOf(source);
  const map = accessMap(file.table);
  if (!map.isComplete) throw new QuestionError("the file has more than a million ranges in the middle of addresses");
  return mapAsJson(map, file);
}

/** As `djblint simulate mail` prints it; `shown` says how a path is shown. */
export function mail(
  home: QmailHome,
  { from, to }: { from: string; to: string },
  { dialect, site }: Settings,
  shown: (path: string) => string,
): string {
  if (!parseIpv4(from) && !parseIpv6(from)) throw new QuestionError(`${from} is no IP address`);
  const known = DIALECTS.find((each) => each === dialect.qmail) ?? DIALECTS[0];
  const recipient = withoutAngles(to);
  const result = simulateMail(
    { from, sender: "", to: decodeLatin1(new TextEncoder().encode(recipient)), relayclient: undefined },
    siteOf(home.tree, home, { dialect: known, addresses: site.addresses }),
  );
  return mailAsText(result, { from, to: recipient }, shown);
}

export function dump(bytes: Uint8Array): DatabaseDump {
  if (!isDatabase(bytes)) throw new QuestionError("the file is no cdb file");
  return dumpDatabase(bytes, {});
}

/** As `djblint diff` prints it: what would change if the source were compiled. */
export function changesOf(source: Source, compiled: Uint8Array, { now }: Pick<Moment, "now">): string {
  if (!isDatabase(compiled)) throw new QuestionError("what is compiled is no cdb file");
  const texts =
    source.language.id === "tcprules" ? changedRules(source, compiled) : changedAnswers(source, compiled, now);
  return texts.length === 0 ? "nothing: the compiled file gives the same answers\n" : texts.join("");
}

function changedRules(source: Source, compiled: Uint8Array): string[] {
  const { result, cdb } = compileInMemory(source.whole.text.bytes, rulesOf(source).dialect);
  if (result.kind === "refused") throw new QuestionError("the file does not compile");
  return diffRules(compiled, cdb).map((change) => ruleChangeAsText(change));
}

function changedAnswers(source: Source, compiled: Uint8Array, now: number): string[] {
  const { dialect } = zonesOf(source);
  const { lines } = dumpDatabase(compiled, { kind: "tinydns", dialects: { tinydns: dialect } });
  const texts = [new SourceText(encodeLatin1(lines.join("\n"))), source.whole.text];
  const [before, after] = texts.map((text) => new ZoneData(text, { dialect, now, watched: 0, keepsReturns: true }));
  return diffAnswers(before, after, { serials: false }).map((change) => answerChangeAsText(change));
}

/** The page of a rule, as Markdown. */
export function explain(code: string): string {
  const rule = RULES.find((each) => each.code === code || each.name === code);
  if (!rule) throw new QuestionError(`no rule is called ${code}`);
  return rulePage(rule);
}

export function rules(): { code: string; name: string; what: string }[] {
  return RULES.map(({ code, name, what }) => ({ code, name, what })).sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** The variant of the program that reads a source, and whether that is a guess; undefined for run scripts. */
export function dialectOf({ language, analysis, context }: Source): { name: string; isGuessed: boolean } | undefined {
  const { dialect } = context.settings;
  switch (language.id) {
    case "tinydns":
      return { name: (analysis as ZoneData).dialect, isGuessed: dialect.tinydns === undefined };
    case "tcprules":
      return { name: (analysis as AccessFile).dialect, isGuessed: dialect.tcprules === undefined };
    case "control":
      return { name: dialect.qmail ?? DIALECTS[0], isGuessed: dialect.qmail === undefined };
    default:
      return undefined;
  }
}

function zonesOf({ language, analysis }: Source): ZoneData {
  if (language.id !== "tinydns") throw new QuestionError("the file is no tinydns data");
  return analysis as ZoneData;
}

function rulesOf({ language, analysis }: Source): AccessFile {
  if (language.id !== "tcprules") throw new QuestionError("the file is no source of access rules");
  const file = analysis as AccessFile;
  if (file.table.stop) throw new QuestionError(`tcprules does not get past line ${file.table.stop.line + 1}`);
  return file;
}

function nameOf({ whole }: Source): string {
  return whole.path.slice(whole.path.lastIndexOf("/") + 1);
}

function clientAddress(text: string): number {
  const address = addressNumber(text);
  if (address === undefined) throw new QuestionError(`${text} is no IPv4 address`);
  return address;
}
