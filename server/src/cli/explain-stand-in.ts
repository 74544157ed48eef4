/** `djblint tinydns-data --explain` and the others: what the real program does, then what djblint has to say about it. */
import { SourceText } from "djblint-grammars/text";
import { type CheckResult, checkText, checkTree } from "../check-tree.js";
import { nodeHost } from "../node-host.js";
import type { LanguageId } from "../rules/rule.js";
import { environmentBytes } from "./environment-bytes.js";
import { complain, complainOf, errorStyle } from "./output.js";
import { absolutePath, shownPath } from "./paths.js";
import { pretty } from "./reporters/pretty.js";
import { explainClient } from "./simulate-access.js";
import { simulateAnswer } from "./simulate-answer.js";
import type { StandInName } from "./stand-in-names.js";
import { STAND_INS } from "./stand-ins/index.js";
import { readInput, tcprules } from "./tcprules.js";
import { UsageError } from "./usage.js";

type Explanation = (args: readonly string[]) => Promise<unknown>;

/** Their sources are in the current folder, into which those of qmail have changed by then. */
const EXPLANATIONS: Readonly<Record<Exclude<StandInName, "tcprules">, Explanation>> = {
  "tinydns-data": () => explainSource("data", "tinydns"),
  "tinydns-get": ([type, name, client = "0.0.0.0"]) => {
    return simulateAnswer("data.cdb", type, name, { client, format: "text" }, complain);
  },
  tcprulescheck: async ([cdb]) => {
    const ip = environmentBytes("TCPREMOTEIP") ?? "0.0.0.0";
    const [host, info] = ["TCPREMOTEHOST", "TCPREMOTEINFO"].map(environmentBytes);
    complain(await explainClient(cdb, { ip, host, info }));
  },
  "qmail-newmrh": () => explainSource("control/morercpthosts", "control"),
  "qmail-newu": () => explainSource("users/assign", "control"),
};

/** Output and exit code are those of the stand-in; the explanation goes to standard error. */
export async function explained(name: StandInName, args: readonly string[]): Promise<number> {
  if (name === "tcprules") return explainedRules(args);
  const exit = STAND_INS[name](args);
  try {
    await EXPLANATIONS[name](args);
  } catch (error) {
    if (!(error instanceof UsageError) && (error as NodeJS.ErrnoException).code === undefined) throw error;
    // Wrong use, or no file, the program has told itself; of a damaged file tinydns-get says nothing.
    if (exit === 0) complainOf((error as Error).message);
  }
  return exit;
}

async function explainSource(path: string, as: LanguageId): Promise<void> {
  show(await checkTree(nodeHost, { ...REQUEST(), paths: [absolutePath(path)], as }));
}

/** Standard input can be read once only. */
async function explainedRules(args: readonly string[]): Promise<number> {
  const parts: Uint8Array[] = [];
  const exit = tcprules(args, (buffer, offset) => {
    const count = readInput(buffer, offset);
    parts.push(buffer.slice(offset, offset + count));
    return count;
  });
  const text = new SourceText(Buffer.concat(parts));
  const [cdb = ""] = args;
  if (cdb === "") return exit;
  const result = await checkText(nodeHost, text, absolutePath(cdb.replace(/\.cdb$/, "")), {
    ...REQUEST(),
    as: "tcprules",
  });
  if (result && text.bytes.length > 0) show(result);
  return exit;
}

const REQUEST = () => ({ paths: [], now: Math.floor(Date.now() / 1000), display: shownPath });

/** A file that cannot be read is what the program has complained about. */
function show(result: CheckResult): void {
  if (result.findings.some((finding) => !result.troubles.has(finding))) complain(pretty(result, errorStyle()));
}
