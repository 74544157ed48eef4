/**
 * What qmail-send makes of a recipient: local, virtual or remote, and under which address. Specification section 4.
 */
import type { ControlDirectory, ControlTable, Listed, Setting } from "./control-directory.js";

/** What qmail-send makes of its control files at its start. */
export interface SendControls {
  readonly envnoathost: Setting;
  readonly percenthack: ControlTable;
  readonly locals: ControlTable;
  readonly virtualdomains: ControlTable;
  readonly concurrencylocal: number;
  readonly concurrencyremote: number;
  /** B2. */
  readonly bouncefrom: string;
  readonly bouncehost: string;
  /** B1: with its host. */
  readonly doublebounceto: string;
}

/** Where a recipient goes. */
export interface Delivery {
  readonly channel: "local" | "remote";
  /** The address that the delivery is for; of a virtual domain with the user in front. */
  readonly address: string;
  /** The host that was added to an address without @ (D1). */
  readonly completedBy: Setting | undefined;
  /** Entries of percenthack that were followed (D2). */
  readonly hacks: readonly Listed[];
  readonly by:
    | { readonly kind: "locals" | "virtual" | "exception"; readonly entry: Listed }
    /** No entry concerns the domain. */
    | { readonly kind: "none" };
}

/** Files that qmail-send reads at its start; an error in one keeps it from starting. */
const READ_AT_START = [
  "me",
  "queuelifetime",
  "concurrencylocal",
  "concurrencyremote",
  "envnoathost",
  "bouncefrom",
  "bouncehost",
  "doublebouncehost",
  "doublebounceto",
  "locals",
  "percenthack",
  "virtualdomains",
];

/** The control file that keeps qmail-send from starting (M3, R1); `me` when it is missing, and `locals` too. */
export function sendObstacle(directory: ControlDirectory): string | undefined {
  return READ_AT_START.find((name) => directory.isUnreadable(name)) ?? (directory.locals ? undefined : "me");
}

/** What qmail-send reads at its start; undefined when it cannot start. */
export function readSendControls(directory: ControlDirectory): SendControls | undefined {
  const { locals, percenthack, virtualdomains } = directory;
  if (!locals || sendObstacle(directory) !== undefined) return undefined;
  const text = (name: string) => directory.value(name)?.text ?? "";
  return {
    envnoathost: directory.value("envnoathost")!,
    percenthack,
    locals,
    virtualdomains,
    concurrencylocal: directory.number("concurrencylocal"),
    concurrencyremote: directory.number("concurrencyremote"),
    bouncefrom: text("bouncefrom"),
    bouncehost: text("bouncehost"),
    doublebounceto: `${text("doublebounceto")}@${text("doublebouncehost")}`,
  };
}

/** D1 to D5. */
export function rewriteRecipient(controls: SendControls, recipient: string): Delivery {
  const { envnoathost } = controls;
  const completedBy = recipient.includes("@") ? undefined : envnoathost;
  const { address, hacks } = unhack(controls, completedBy ? `${recipient}@${envnoathost.text}` : recipient);
  return { completedBy, hacks, ...decide(controls, address) };
}

/** D2: the last % becomes an @, and what stood behind the @ is gone; nothing is copied on the way. */
function unhack({ percenthack }: SendControls, complete: string): { address: string; hacks: Listed[] } {
  const hacks: Listed[] = [];
  let at = complete.lastIndexOf("@");
  let end = complete.length;
  for (;;) {
    const entry = percenthack.find(complete.slice(at + 1, end));
    const percent = entry && at > 0 ? complete.lastIndexOf("%", at - 1) : -1;
    if (!entry || percent < 0) break;
    hacks.push(entry);
    end = at;
    at = percent;
  }
  return { address: `${complete.slice(0, at)}@${complete.slice(at + 1, end)}`, hacks };
}

/** D3 to D5, D6. */
function decide(controls: SendControls, address: string): Pick<Delivery, "channel" | "address" | "by"> {
  const { locals, virtualdomains } = controls;
  const domain = address.slice(address.lastIndexOf("@") + 1);
  const local = locals.find(domain);
  if (local) return { channel: "local", address, by: { kind: "locals", entry: local } };
  const entry = virtualdomains.find(address) ?? virtualdomains.findHostOrDefault(domain);
  if (!entry) return { channel: "remote", address, by: { kind: "none" } };
  if (entry.value === "") return { channel: "remote", address, by: { kind: "exception", entry } };
  return { channel: "local", address: `${entry.value}-${address}`, by: { kind: "virtual", entry } };
}

/** The recipient as a bounce names it: without the user that virtualdomains gives for its domain. */
export function shownInBounce({ virtualdomains }: SendControls, address: string): string {
  const prepend = virtualdomains.findHostOrDefault(address.slice(address.lastIndexOf("@") + 1))?.value;
  return prepend && address.startsWith(`${prepend}-`) ? address.slice(prepend.length + 1) : address;
}
