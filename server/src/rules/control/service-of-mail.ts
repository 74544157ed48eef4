/** The SMTP service of a host with one qmail: what the rules about rcpthosts have in common. */
import { printable } from "djblint-grammars/text";
import type { Step } from "../../model/run/service.js";
import { isFileTested } from "../../model/run/service-checks.js";
import { folderOf } from "../../model/run/service-folder.js";
import { listeningOf, listensInside, listensOnLoopback } from "../../model/run/service-listening.js";
import { portNumber } from "../../model/run/service-server.js";
import { rulesOf, smtpServiceBeside } from "../../model/site/smtp-service.js";
import { isForHostAlone, isOpenToMost, isOpenToStrangers } from "../../model/tcprules/open-to-strangers.js";
import type { FilePlace, FileSpan } from "../../model/tree.js";
import { type MailInstallation, mailInstallationBeside } from "../../simulate/mail-installation.js";
import type { Related } from "../rule.js";

export interface ServiceOfMail {
  /** Whether strangers reach it, and its access rules let them in. */
  readonly isOpen: boolean;
  /** Whether these are more than some networks. */
  readonly isForAll: boolean;
  /** Whether only programs of the host itself reach it. */
  readonly isForHostAlone: boolean;
  /** Whether its script looks for rcpthosts first, and as a rule ends without it. */
  readonly isGuarded: boolean;
  /** Of its folder. */
  readonly name: string;
  readonly port: number | string;
  /** The program that listens. */
  readonly place: FileSpan;
}

/** Undefined without a script that starts qmail-smtpd, and with several qmails on the host: then it is not known whose it is. */
export function serviceOfMail(file: FilePlace): ServiceOfMail | undefined {
  const service = mailInstallationBeside(file) && smtpServiceBeside(file);
  if (!service) return undefined;
  const rules = rulesOf(file.around, service);
  const { script, chain } = service;
  const listening = listeningOf(chain, script);
  const folder = folderOf(script);
  return {
    isOpen: !listensInside(listening) && (!rules || isOpenToStrangers(rules.table)),
    isForAll: !rules || isOpenToMost(rules.table),
    isForHostAlone: listensOnLoopback(listening) || (rules !== undefined && isForHostAlone(rules.table)),
    isGuarded: isFileTested(script, "control/rcpthosts"),
    name: printable(folder.slice(folder.lastIndexOf("/") + 1)),
    port: portNumber(portOf(service.server)) ?? "smtp",
    place: { file: script.path, span: service.server.word },
  };
}

function portOf({ effects }: Step): string | undefined {
  const listens = effects.find(({ kind }) => kind === "listen");
  return listens?.kind === "listen" ? listens.port?.text : undefined;
}

/** For the message `way` of rules that need no rule for it. */
export function wayIn({ name, port, place }: ServiceOfMail): Related[] {
  return [{ ...place, message: "way", params: { service: name, port } }];
}

/** Whether no mail is to come in from elsewhere: rcpthosts is empty (QM217), or qmail-smtpd is for programs of the host. */
export function takesNoMail(mail: MailInstallation): boolean {
  const file = { path: mail.home.controlPath("me"), around: mail.tree };
  const isAlone = () => serviceOfMail(file)?.isForHostAlone === true;
  return mail.acceptsNothing || mail.tree.onceFor(mail, takesNoMail, isAlone, Object.is);
}
