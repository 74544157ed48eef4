/** Where a service's messages go. Specification X3, X4, R13, R14, L1 to L6. */
import { type LogDirectory, logDirectories } from "../model/run/log-directories.js";
import type { RunScript } from "../model/run/run-script.js";
import { type Chain, lastStep } from "../model/run/service.js";
import { folderOf } from "../model/run/service-folder.js";
import { type Outlet, type Outputs, outputsOf } from "../model/run/service-outputs.js";
import { writtenValue } from "../model/run/written-value.js";
import { accountFacts } from "./service-account.js";
import type { LogFacts, ServiceFacts } from "./service-facts.js";

export function logFacts(script: RunScript): LogFacts {
  const own = script.chain && lastStep(script.chain).name === "multilog" ? script.chain : undefined;
  if (own !== undefined) return { kind: "own", script: undefined, says: writingWords(own, script) };
  if (script.isStarter) return { kind: "none", script: undefined, says: [UNMINDED] };
  const { around } = script;
  const folder = folderOf(script);
  const entry = (around.children(folder) ?? []).find(({ path }) => path === `${folder}/log`);
  if (entry?.kind === "file") return { kind: "file", script: undefined, says: [FILE] };
  const logger = around.analysis("run", `${folder}/log/run`);
  if (logger) return { kind: "service", script: logger.path, says: loggerWords(logger) };
  if (entry !== undefined)
    return { kind: "service", script: undefined, says: ["log has no run script that was found"] };
  if (around.children(folder) === undefined) return { kind: "not-known", script: undefined, says: [NOT_KNOWN] };
  return { kind: "none", script: undefined, says: [startedLogger(script) ?? NONE] };
}

const FILE = "log is a file: svscan makes a pipe that nobody reads, and the service stops once it is full";
const UNMINDED = "no supervise minds it: no log service takes its output, and nothing starts it again when it ends";
const NOT_KNOWN = "not known: its folder was not looked at";
const NONE = "there is no log service: standard output goes where that of svscan goes";

/** qmail-start starts a logger of its own (R84). */
function startedLogger({ chain, text }: RunScript): string | undefined {
  const step = chain && lastStep(chain);
  if (step?.name !== "qmail-start" || step.arguments.length < 2) return undefined;
  const command = step.arguments.slice(1).map((argument) => writtenValue(argument, text));
  const isSyslog = /(^|\/)splogger$/.test(command[0]);
  return `to ${command.join(" ")}, which qmail-start starts${isSyslog ? " and which hands it to syslog" : ""}`;
}

function loggerWords(logger: RunScript): string[] {
  const { chain } = logger;
  if (chain === undefined) return ["its run script starts no logger that is known"];
  const { user } = accountFacts(chain, logger);
  const name = lastStep(chain).name || "a program that the shell decides";
  const by = `to ${name}, as ${user}`;
  return name === "multilog" ? [by, ...writingWords(chain, logger)] : [by];
}

/** multilog only. */
function writingWords(chain: Chain, script: RunScript): string[] {
  const directories = logDirectories(lastStep(chain));
  if (directories.length === 0) return ["multilog gets no directory, and throws everything away"];
  return directories.map((directory) => directoryWords(directory, script));
}

function directoryWords(log: LogDirectory, { text }: RunScript): string {
  const { size, count, stamps, isSelective, processor } = log;
  const shown = (number: number | undefined, unit: string) =>
    number === undefined ? `some ${unit}` : `${number} ${unit}`;
  const most = size !== undefined && count !== undefined ? `, ${roundSize(size * count)} at most` : "";
  return [
    `${writtenValue(log.directory, text)}: ${shown(count, "files")} of ${shown(size, "bytes")}${most}`,
    stamps ? "TAI64N time stamps" : "no time stamps",
    ...(isSelective ? ["selected lines only"] : []),
    ...(processor === undefined ? [] : [`full files go through ${writtenValue(processor, text).slice(1)}`]),
  ].join("; ");
}

const UNITS = ["bytes", "kB", "MB", "GB", "TB"];

/** In thousands, with at most one digit behind the point; 999,990 are a million. */
function roundSize(bytes: number): string {
  const power = Math.min(Math.floor(Math.log10(bytes * 1.0005) / 3), UNITS.length - 1);
  const number = bytes / 1000 ** power;
  return `${number < 10 ? Math.round(number * 10) / 10 : Math.round(number)} ${UNITS[power]}`;
}

/** What becomes of both outputs of a service, beside what its log does; nothing of standard output that goes there. */
export function outputFacts(script: RunScript): Pick<ServiceFacts, "stdout" | "stderr"> {
  if (script.isStarter) return { stdout: undefined, stderr: "its output goes where that of the script goes" };
  const outputs = outputsOf(script);
  const { output } = outputs;
  const stdout = output.kind === "output" ? undefined : outletWords("standard output", output, script);
  return { stdout, stderr: errorWords(outputs, script) };
}

function errorWords({ output, error, earlierError }: Outputs, script: RunScript): string {
  const sameWay = "goes the same way as standard output";
  if (error !== output) return outletWords("standard error", error, script);
  return earlierError.kind === "error" && earlierError !== error
    ? `standard error of the program ${sameWay}; that of earlier commands does not`
    : `standard error ${sameWay}`;
}

function outletWords(what: string, outlet: Outlet, { text, isLog }: RunScript): string {
  const missesLog = isLog ? "" : ", and does not get into the log";
  switch (outlet.kind) {
    case "output":
      return `${what} goes where standard output went when the script began`;
    case "error":
      return what === "standard error"
        ? `standard error stays that of svscan${missesLog}`
        : `${what} goes where the standard error of svscan goes${missesLog}`;
    case "file":
      return `${what} goes to ${text.slice(outlet.redirect.target)}${missesLog}`;
    case "pipe":
      return `${what} goes to the command behind the pipe`;
    case "closed":
      return `${what} is closed`;
    case "unknown":
      return `where ${what} goes is not known`;
  }
}
