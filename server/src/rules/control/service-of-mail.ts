/** The SMTP service of a tree with one qmail: what the rules about rcpthosts have in common. */
import type { Span } from "djblint-grammars/text";
import { isOpenToStrangers } from "../../model/open-to-strangers.js";
import { rulesOf, smtpService } from "../../model/smtp-service.js";
import type { Tree } from "../../model/tree.js";
import { mailInstallations } from "../../simulate/mail-installation.js";

export interface ServiceOfMail {
  /** Whether its access rules let strangers in. */
  readonly isOpen: boolean;
  /** The program that listens. */
  readonly place: { readonly file: string; readonly span: Span };
}

/** Undefined without a script that starts qmail-smtpd, and with several qmails: then it is not known whose it is. */
export function serviceOfMail(tree: Tree): ServiceOfMail | undefined {
  const service = mailInstallations(tree).length === 1 ? tree.once(smtpService) : undefined;
  if (!service) return undefined;
  const rules = rulesOf(tree, service);
  return {
    isOpen: !rules || isOpenToStrangers(rules.table),
    place: { file: service.script.path, span: service.server.word },
  };
}
