/** Keys of smtproutes that were very likely meant for a domain of rcpthosts. */
import { areSameLists } from "../model/memo.js";
import { isNameSlip } from "../model/name-slip.js";
import type { MailInstallation } from "./mail-installation.js";

/** The domain, for a key in lower case; undefined for one that is let in as it is written. */
export function domainMeantByKey(key: string, mail: MailInstallation): string | undefined {
  if (!mail.isWhole || key === "" || mail.accepting(key)) return undefined;
  return routeless(mail).find((domain) => isNameSlip(key, domain, "pair"));
}

/** Of a host with more such domains one is soon close to another. */
const MOST_DOMAINS = 100;

/** Domains that rcpthosts lets in, and that go out by their mail exchangers. */
function routeless(mail: MailInstallation): readonly string[] {
  const find = () => {
    const all = [...(mail.directory.rcpthosts?.keys() ?? [])];
    if (all.length > MOST_DOMAINS) return [];
    return all.filter((domain) => !domain.startsWith(".") && !mail.keeps(domain) && !hasRoute(domain, mail));
  };
  return mail.tree.onceFor(mail, routeless, find, areSameLists);
}

function hasRoute(domain: string, mail: MailInstallation): boolean {
  const { entry } = mail.route(domain);
  return entry !== undefined && entry.key !== "";
}
