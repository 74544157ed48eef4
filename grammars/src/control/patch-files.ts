/**
 * Files that are met in the control folder although no program of the three qmails reads them: those of common patches,
 * and those that the scripts which start qmail read by convention (specification section 2). They are known by name, so
 * that nobody is told that they do nothing; what they mean is up to the patch.
 */
import { type ControlFileSpec, file, type Reread, type Shape } from "./file-spec.js";

function patch(name: string, shape: Shape, reader: string, reread: Reread, doc: string): ControlFileSpec {
  return file(name, shape, [reader], reread, doc, { origin: "patch", without: "the patch keeps its default" });
}

function smtpd(name: string, shape: Shape, doc: string): ControlFileSpec {
  return patch(name, shape, "qmail-smtpd", "connection", doc);
}

function remote(name: string, shape: Shape, doc: string): ControlFileSpec {
  return patch(name, shape, "qmail-remote", "delivery", doc);
}

function send(name: string, shape: Shape, doc: string): ControlFileSpec {
  return patch(name, shape, "qmail-send", "start", doc);
}

function ldap(name: string, shape: Shape, doc: string): ControlFileSpec {
  return patch(name, shape, "qmail-ldap", "run", doc);
}

function script(name: string, shape: Shape, reader: string, doc: string): ControlFileSpec {
  return file(name, shape, [reader], "run", doc, { origin: "script", without: "the script decides" });
}

export const PATCH_FILES: readonly ControlFileSpec[] = [
  script(
    "aliasempty",
    "instructions",
    "the script that starts qmail-send",
    "Delivery instructions of users without a .qmail file.",
  ),
  script(
    "concurrencyincoming",
    "number",
    "the run script of qmail-smtpd",
    "SMTP connections at one time (tcpserver -c).",
  ),
  script(
    "defaultdelivery",
    "instructions",
    "the script that starts qmail-send",
    "Delivery instructions of users without a .qmail file.",
  ),
  script("logcount", "number", "the run scripts of multilog", "Log files that are kept."),
  script("logsize", "number", "the run scripts of multilog", "Size of a log file."),
  script("softlimit", "number", "the run script of qmail-smtpd", "Memory that qmail-smtpd may take (softlimit -m)."),
  script("blacklists", "list", "the run script of qmail-smtpd", "Block lists for rblsmtpd."),

  smtpd("badhelo", "list", "Names in HELO and EHLO that are refused."),
  smtpd("badhelonorelay", "list", "Names in HELO and EHLO that are refused from clients that may not relay."),
  smtpd("badloadertypes", "list", "Beginnings of base64 attachments that are refused."),
  smtpd("badmailfrom-unknown", "list", "Senders that are refused when the client has no name in the DNS."),
  smtpd("badmailfromnorelay", "list", "Senders that are refused from clients that may not relay."),
  smtpd("badmailpatterns", "list", "Patterns of senders that are refused."),
  smtpd("badmailto", "list", "Recipients that are refused."),
  smtpd("badmailtonorelay", "list", "Recipients that are refused from clients that may not relay."),
  smtpd("badmimetypes", "list", "Beginnings of base64 attachments that are refused."),
  smtpd("badrcptto", "list", "Recipients that are refused."),
  smtpd("badrcpttonorelay", "list", "Recipients that are refused from clients that may not relay."),
  smtpd("badrcptpatterns", "list", "Patterns of recipients that are refused."),
  smtpd("brtlimit", "number", "Unknown recipients after which a client is cut off."),
  smtpd("dnsbllist", "list", "Block lists that clients are looked up in."),
  smtpd("goodmailaddr", "list", "Addresses that are taken in any case."),
  smtpd("goodmailfrom", "list", "Senders that are taken in any case."),
  smtpd("goodrcptto", "list", "Recipients that are taken in any case."),
  smtpd("greetdelay", "number", "Seconds before the greeting."),
  smtpd("maxrcpt", "number", "Recipients that one message may have."),
  smtpd("maxrcptcount", "number", "Recipients that one message may have."),
  smtpd("maxrecipients", "number", "Recipients that one message may have."),
  smtpd("mailfromrules", "list", "Senders that clients may use; source of mailfromrules.cdb."),
  smtpd("mailfromrules.cdb", "database", "Senders that clients may use."),
  smtpd("badmailfrom.cdb", "database", "Senders that are refused."),
  smtpd("badrcptto.cdb", "database", "Recipients that are refused."),
  smtpd("mfcheck", "number", "Whether the domain of the sender is looked up."),
  smtpd("nodnscheck", "list", "Senders whose domain is not looked up."),
  smtpd("rbllist", "list", "Block lists that clients are looked up in."),
  smtpd("rblonlyheader", "number", "Whether clients on block lists are only noted in the header."),
  smtpd("recipients", "list", "Databases with the recipients that are taken."),
  smtpd("recipients.cdb", "database", "Recipients that are taken."),
  smtpd("relayclients", "list", "Addresses of clients that may relay."),
  smtpd("relaymailfrom", "list", "Senders that may relay."),
  smtpd("signatures", "list", "Beginnings of attachments that are refused."),
  smtpd("simcontrol", "list", "Rules of the scanner simscan."),
  smtpd("simcontrol.cdb", "database", "Rules of the scanner simscan."),
  smtpd("smtpplugins", "list", "Programs that decide about sessions."),
  smtpd("spfbehavior", "number", "How strictly SPF is taken."),
  smtpd("spfexp", "value", "Explanation of refusals by SPF."),
  smtpd("spfexplain", "value", "Explanation of refusals by SPF."),
  smtpd("spfguess", "value", "SPF policy of domains without one."),
  smtpd("spfignore", "list", "Domains whose SPF policy is not looked at."),
  smtpd("spflocalrules", "value", "SPF rules that are asked last."),
  smtpd("spfrules", "value", "SPF rules that are asked first."),
  smtpd("level2-tlds", "list", "Domains of two labels below which names are registered, for the look-up of links."),
  smtpd("level3-tlds", "list", "Domains of three labels below which names are registered, for the look-up of links."),
  smtpd("relaylimits", "list", "Messages that a user, domain or client may send in a time."),
  smtpd("surbl", "number", "Whether links in messages are looked up."),
  smtpd("tarpitcount", "number", "Recipients after which a client has to wait."),
  smtpd("tarpitdelay", "number", "Seconds that a client has to wait."),
  smtpd("tlsclients", "list", "Clients whose certificates let them relay."),
  smtpd("tlsserverciphers", "value", "Ciphers that are offered to clients."),
  smtpd("validrcptto", "list", "Recipients that are taken."),
  smtpd("validrcptto.cdb", "database", "Recipients that are taken."),

  remote("bindroutes", "map", "Own address for deliveries to a domain."),
  remote("domainbindings", "map", "Own address for deliveries of a sender's domain."),
  remote("dkimdomains", "list", "Domains whose mail is signed (DKIM), and with which key."),
  remote("domainips", "map", "Own address for deliveries of a sender's domain."),
  remote("domaincerts", "map", "Certificates for deliveries of a sender's domain."),
  remote("outgoingip", "value", "Own address for deliveries."),
  remote("outgoingips", "map", "Own address for deliveries of a sender's domain."),
  remote("qmtproutes", "list", "Hosts to which mail goes by QMTP."),
  remote("smtproutes.cdb", "database", "Hosts to which mail goes."),
  remote("authsenders", "list", "Hosts and logins for the mail of a sender."),
  remote("authsender", "list", "Hosts and logins for the mail of a sender."),
  remote("notlshosts_auto", "number", "Whether hosts with which TLS fails are remembered."),
  remote("tlsclientciphers", "value", "Ciphers that are offered to other hosts."),
  remote("tlsdestinations", "list", "Hosts with which mail is encrypted."),
  remote("mxps", "list", "Hosts to which mail goes by QMTP as their mail exchangers say."),

  send("bouncemaxbytes", "number", "How much of a message a bounce holds."),
  send("custombouncetext", "list", "Text in bounces."),
  send("locals.cdb", "database", "Domains whose mail is delivered here."),
  send("taps", "list", "Addresses whose mail is copied."),
  send("virtualdomains.cdb", "database", "Domains whose mail a local user gets."),

  patch("moreipme", "list", "qmail-remote", "delivery", "Further addresses of this host."),
  patch("srs_domain", "value", "qmail-local", "delivery", "Domain of the senders of forwarded mail (SRS)."),
  patch("srs_secrets", "list", "qmail-local", "delivery", "Secrets that sign the senders of forwarded mail (SRS)."),
  patch(
    "srsdomains",
    "list",
    "qmail-local",
    "delivery",
    "Senders of forwarded mail (SRS), and the secrets that sign them.",
  ),
  patch("notipme", "list", "qmail-remote", "delivery", "Addresses that are not taken for this host."),
  patch("filterargs", "list", "qmail-local", "delivery", "Filters that mail is piped through."),
  patch("quotawarning", "list", "qmail-local", "delivery", "Text that a full mailbox gets."),
  patch("defaultquotasize", "number", "qmail-local", "delivery", "Size of mailboxes."),
  patch("defaultquotacount", "number", "qmail-local", "delivery", "Messages in mailboxes."),
  patch("dirmaker", "value", "qmail-lspawn", "delivery", "Program that makes home folders."),

  ldap("ldapbasedn", "value", "Where users are looked for."),
  ldap("ldapcluster", "number", "Whether several hosts share the users."),
  ldap("ldapclusterhosts", "list", "Names of this host in the cluster."),
  ldap("ldapdefaultdotmode", "value", "How .qmail files are used."),
  ldap("ldapgid", "value", "Default group of users."),
  ldap("ldapdefaultquota", "value", "How much a mailbox may hold."),
  ldap("ldaplocaldelivery", "number", "Whether users of the system are looked up too."),
  ldap("ldaplogin", "value", "Who logs in to the LDAP server."),
  ldap("ldapmessagestore", "value", "Where mailboxes are."),
  ldap("ldapobjectclass", "value", "Which entries are users."),
  ldap("ldappassword", "value", "Password for the LDAP server."),
  ldap("ldaprebind", "number", "Whether passwords are checked by the LDAP server."),
  ldap("ldapserver", "list", "The LDAP servers."),
  ldap("ldaptimeout", "number", "How long the LDAP server may take."),
  ldap("ldapuid", "value", "Default user of mailboxes."),
  ldap("pbscachesize", "number", "Memory for the addresses of clients that have fetched their mail."),
  ldap("pbsenv", "list", "Variables that are set for clients that have fetched their mail."),
  ldap("pbsip", "value", "Address of the server that knows who has fetched his mail."),
  ldap("pbsport", "number", "Port of the server that knows who has fetched his mail."),
  ldap("pbssecret", "value", "Secret between the programs that tell who has fetched his mail."),
  ldap("pbsservers", "list", "Servers that know who has fetched his mail."),
  ldap("qmqpcip", "value", "Own address for deliveries by QMQP."),
  ldap("rcpthosts.cdb", "database", "Domains whose mail is taken."),
  ldap("smtpclustercookie", "value", "Secret by which the hosts of a cluster know each other."),
];
