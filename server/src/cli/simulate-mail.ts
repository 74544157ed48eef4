/** `djblint simulate mail`: what becomes of a mail that a client hands to the qmail of some files. */
import { controlFile, DIALECTS, type Dialect } from "djblint-grammars/control/files";
import { parseIpv4, parseIpv6 } from "djblint-grammars/tcprules/address";
import { decodeLatin1, SourceText } from "djblint-grammars/text";
import { DEFAULT_SETTINGS, type Settings } from "../config.js";
import { type LoadedTree, loadTree } from "../load-tree.js";
import { withoutAngles } from "../model/control/mail-address.js";
import { QmailHome, qmailHomes } from "../model/control/qmail-home.js";
import { nodeHost } from "../node-host.js";
import { simulateMail } from "../simulate/mail.js";
import { siteOf } from "../simulate/mail-site.js";
import { mailAsJson, mailAsText } from "../simulate/mail-text.js";
import { refuseBroken } from "./configuration-faults.js";
import { print } from "./output.js";
import { absolutePath, kindAt, shownPath } from "./paths.js";
import { UsageError } from "./usage.js";

export interface SimulateMailOptions {
  readonly from: string;
  readonly to: string;
  readonly sender?: string;
  readonly relayclient?: string;
  readonly dialect?: Dialect;
  readonly format: string;
}

export async function simulateMailCommand(path: string, options: SimulateMailOptions): Promise<number> {
  if (!parseIpv4(options.from) && !parseIpv6(options.from)) throw new UsageError(`${options.from} is no IP address`);
  if ([options.to, options.sender].some((text) => text?.includes("\n"))) {
    throw new UsageError("an address of SMTP holds no line feed");
  }
  await kindAt(path);
  const loaded = await loadMailTree(absolutePath(path));
  refuseBroken(loaded.configurations);
  const home = homeIn(loaded, path);
  const { dialect, site } = settingsOf(loaded, home);
  const { from, relayclient } = options;
  const to = withoutAngles(options.to);
  const sender = options.sender === undefined ? undefined : withoutAngles(options.sender);
  const result = simulateMail(
    {
      from,
      sender: bytesOf(sender ?? ""),
      to: bytesOf(to),
      relayclient: relayclient === undefined ? undefined : bytesOf(relayclient),
    },
    siteOf(loaded.tree, home, {
      // What patches change differs from patch to patch.
      dialect: options.dialect ?? DIALECTS.find((each) => each === dialect.qmail) ?? DIALECTS[0],
      addresses: site.addresses,
    }),
  );
  print(
    options.format === "json"
      ? `${JSON.stringify({ version: 1, ...mailAsJson(result, shownPath) }, undefined, 2)}\n`
      : mailAsText(result, { from, to, sender }, shownPath),
  );
  return 0;
}

/** A folder of control files may have any name when it is given itself; then its files are taken by their names. */
async function loadMailTree(path: string): Promise<LoadedTree> {
  const now = Math.floor(Date.now() / 1000);
  const loaded = await loadTree(nodeHost, { paths: [path], now });
  if (qmailHomes(loaded.tree).length > 0) return loaded;
  const files = (loaded.tree.children(path) ?? []).filter(({ path: file }) => isControlFile(file));
  if (files.length === 0) return loaded;
  const named = await loadTree(nodeHost, { paths: files.map((file) => file.path), as: "control", now });
  const database = `${path}/morercpthosts.cdb`;
  const bytes = await nodeHost.read(database).catch(() => undefined);
  if (bytes) named.tree.addText(database, new SourceText(bytes));
  return named;
}

function isControlFile(path: string): boolean {
  const spec = controlFile(path.slice(path.lastIndexOf("/") + 1));
  return spec !== undefined && spec.shape !== "database";
}

function homeIn({ tree }: LoadedTree, path: string): QmailHome {
  const folder = absolutePath(path);
  const homes = qmailHomes(tree);
  if (homes.length === 0) {
    // A folder without any file: qmail's programs say something to that too.
    for (const control of [`${folder}/control`, folder]) {
      if (control.endsWith("/control") && tree.children(control)) return new QmailHome(tree, control);
    }
    throw new UsageError(`${path} holds no control files of qmail`);
  }
  const here = homes.find((home) => home.control === folder || home.path === folder);
  if (here) return here;
  if (homes.length === 1) return homes[0];
  throw new UsageError(
    `${path} holds several qmails; name one of ${homes.map((home) => shownPath(home.path)).join(", ")}`,
  );
}

/** Those of the control files. */
function settingsOf({ sources, configurations }: LoadedTree, home: QmailHome): Settings {
  const own = sources.find(({ parts }) => parts.some(({ path }) => path.startsWith(`${home.control}/`)));
  return own?.context.settings ?? [...configurations][0]?.settings ?? DEFAULT_SETTINGS;
}

function bytesOf(argument: string): string {
  return decodeLatin1(new TextEncoder().encode(argument));
}
