/** The SMTP service of a host with one qmail: what the rules about rcpthosts have in common. */
import type { Span } from "djblint-grammars/text";
import type { ControlSource } from "../../model/control-source.js";
import { isOpenToStrangers } from "../../model/open-to-strangers.js";
import { rulesOf, smtpServiceBeside } from "../../model/smtp-service.js";
import { mailInstallationBeside } from "../../simulate/mail-installation.js";

export interface ServiceOfMail {
  /** Whether its access rules let strangers in. */
  readonly isOpen: boolean;
  /** The program that listens. */
  readonly place: { readonly file: string; readonly span: Span };
}

/** Undefined without a script that starts qmail-smtpd, and with several qmails on the host: then it is not known whose it is. */
export function serviceOfMail(file: ControlSource): ServiceOfMail | undefined {
  const service = mailInstallationBeside(file) && smtpServiceBeside(file);
  if (!service) return undefined;
  const rules = rulesOf(file.around, service);
  return {
    isOpen: !rules || isOpenToStrangers(rules.table),
    place: { file: service.script.path, span: service.server.word },
  };
}
