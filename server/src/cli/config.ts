/** `djblint config`: what is in force, and for which files. */
import { SourceText } from "djblint-grammars/text";
import type { Settings } from "../config.js";
import { type Configuration, Configurations } from "../config-file.js";
import { discover, type FoundFile } from "../discover.js";
import { nodeHost } from "../node-host.js";
import { configurationFaults, isBroken } from "./configuration-faults.js";
import { complain, print } from "./output.js";
import { absolutePath, shownPath } from "./paths.js";
import { EXIT_USAGE } from "./usage.js";

interface ConfigReport {
  readonly version: 1;
  /** The file that the settings are from; null when they are the defaults. */
  readonly configuration: string | null;
  readonly settings: Settings;
  readonly files: readonly { file: string; language: string; configuration: string | null }[];
}

export async function showConfiguration(paths: readonly string[], format: string): Promise<number> {
  const configurations = new Configurations(nodeHost);
  const found = await discover(nodeHost, configurations, paths.map(absolutePath));
  for (const { path, reason } of found.unreadable) complain(`djblint: ${shownPath(path)} cannot be read: ${reason}\n`);
  const isOurs = await Promise.all(found.files.map(holdsItsLanguage));
  const files = found.files.filter((_, index) => isOurs[index]);
  const here = await configurations.forFolder(absolutePath("."));
  const report: ConfigReport = {
    version: 1,
    configuration: here.path && !isBroken(here) ? shownPath(here.path) : null,
    settings: here.settings,
    files: files.map(({ path, language, configuration }) => ({
      file: shownPath(path),
      language: language.id,
      configuration: configuration.path && !isBroken(configuration) ? shownPath(configuration.path) : null,
    })),
  };
  print(format === "json" ? `${JSON.stringify(report, undefined, 2)}\n` : reportText(report, sourceOf(here), files));
  const faults = [...new Set([here, ...found.configurations])].flatMap(configurationFaults);
  for (const fault of faults) complain(`djblint: ${fault}\n`);
  return found.unreadable.length + faults.length > 0 ? EXIT_USAGE : 0;
}

/** Of names that files of others have too, the content tells. */
async function holdsItsLanguage({ path, language, isChosen }: FoundFile): Promise<boolean> {
  if (isChosen || language.mayHold === undefined) return true;
  const bytes = await nodeHost.read(path).catch(() => undefined);
  return bytes === undefined || language.mayHold(new SourceText(bytes), path);
}

function sourceOf(here: Configuration): string {
  if (here.path === undefined) return "no djblint.json: the defaults are in force";
  const path = shownPath(here.path);
  return isBroken(here) ? `${path} cannot be read: the defaults are in force` : path;
}

function reportText(
  { configuration, settings, files }: ConfigReport,
  source: string,
  found: readonly FoundFile[],
): string {
  const list = Object.entries(settings).map(([name, value]) => `  ${name} ${JSON.stringify(value)}\n`);
  const width = Math.max(0, ...found.map(({ language }) => language.title.length));
  const lines = files.map(({ file, configuration: own }, index) => {
    const by = own === configuration ? "" : `  (${own ?? "the defaults"})`;
    return `  ${found[index].language.title.padEnd(width)}  ${file}${by}\n`;
  });
  return `Settings (${source}):\n${list.join("")}\nFiles:\n${lines.join("") || "  none\n"}`;
}
