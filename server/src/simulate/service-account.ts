/** Who a service runs as, how it comes to that, and why it is left as root. Specification C6, C7. */
import { purposeOf } from "../model/run/program-purposes.js";
import type { RunScript } from "../model/run/run-script.js";
import { type Chain, lastStep, type OptionUse, type Step, type Value } from "../model/run/service.js";
import { environmentAt } from "../model/run/service-environment.js";
import { BECOMES, finalIdentity, takesIds } from "../model/run/service-identity.js";
import { writtenValue } from "../model/run/written-value.js";
import type { AccountFacts } from "./service-facts.js";

export function accountFacts(chain: Chain, script: RunScript): AccountFacts {
  const { identity, step } = finalIdentity(chain, script);
  const isOwn = step?.program?.dropsRoot === true;
  const how = isOwn ? `${step.name} starts as root and then becomes UID and GID${fromOf(chain)}` : howOf(step, chain);
  switch (identity.kind) {
    case "account":
      return { ...namedAccount(identity.value, step, script), how };
    case "uid":
      return { user: writtenValue(identity.value, script.text), group: numericGroup(step, chain, script), how };
    case "unknown":
      return {
        user: "not known",
        group: "not known",
        how: isOwn
          ? `${how}, which something outside of the script sets`
          : "expansions, options that are not known, or other programs decide it",
      };
    default:
      return script.isStarter ? UNCHANGED : { user: "root", group: "root", how: whyRoot(chain) };
  }
}

/** The account that a program of the chain becomes by its name. */
function namedAccount(value: Value, step: Step | undefined, script: RunScript): Pick<AccountFacts, "user" | "group"> {
  const [user, ...groups] = namesOf(writtenValue(value, script.text));
  return { user, group: groups.length > 0 ? groups.join(", ") : groupOf(user, step) };
}

/** `user:group:group`; chpst takes `:uid:gid` for numbers, and chroot `:group` for a group alone. */
function namesOf(account: string): string[] {
  const [first, ...rest] = account.split(":");
  if (first !== "") return [first, ...rest];
  return rest.length > 1 ? rest : ["root", ...rest];
}

/** Of a program that is given no group. */
function groupOf(user: string, step: Step | undefined): string {
  const group = step?.options.findLast(({ spec }) => spec?.role === "group");
  if (group?.value?.text !== undefined) return group.value.text;
  const groups = step?.program?.groups;
  if (groups === "before") return group ? "not known" : GROUP_OF_ROOT;
  return `that of ${user}${groups === "one" ? ", and no other" : ""}`;
}

const GROUP_OF_ROOT = "0, that of root: no option sets another";

const UNCHANGED: AccountFacts = {
  user: "that of the script, which is root at boot",
  group: "that of the script",
  how: "no program of the chain changes the account",
};

function howOf(step: Step | undefined, chain: Chain): string {
  if (step === undefined) return "";
  const effect = step.effects.findLast(({ kind }) => BECOMES.has(kind));
  const option = effect && "option" in effect ? letterOf(effect.option) : "";
  const bound = step.program?.kind === "server" ? ", once it listens as root" : "";
  const from = takesIds(step) ? ` takes UID and GID${fromOf(chain)}` : "";
  return `${step.name}${option}${from}${bound}`;
}

function letterOf({ letter }: OptionUse): string {
  return ` -${letter}`;
}

/** Where UID and GID come from, if a program sets them. */
function fromOf({ steps }: Chain): string {
  const source = steps.findLast(({ effects }) => effects.some(({ kind }) => kind === "ids"));
  return source === undefined ? "" : ` from ${source.name}`;
}

/** C3: without -g, or with a word, the group stays as it was. */
function numericGroup(step: Step | undefined, chain: Chain, script: RunScript): string {
  if (step && takesIds(step))
    return environmentAt(step, chain, script).find(({ name }) => name === "GID")?.value ?? "not known";
  const effects = chain.steps.flatMap((each) => each.effects);
  const gid = effects.findLast(({ kind }) => kind === "gid");
  if (gid?.kind === "gid") return writtenValue(gid.value, script.text);
  // A program in front that becomes an account takes its group, too.
  for (const each of chain.steps) {
    const account = each.effects.find(({ kind }) => kind === "account");
    if (account?.kind === "account") return namedAccount(account.value, each, script).group;
  }
  return GROUP_OF_ROOT;
}

/** A daemon may give up root itself, by an option of its own or by what its configuration says. */
function whyRoot(chain: Chain): string {
  const { steps } = chain;
  const needing = steps.find((step) => step.program?.needsRoot || purposeOf(step)?.root !== undefined);
  if (needing === undefined) return `nothing in front of ${lastStep(chain).name || "the program"} changes the account`;
  const why = purposeOf(needing)?.root;
  return `${needing.name} is started as root${why === undefined ? ", which it needs" : `: ${why}`}`;
}
