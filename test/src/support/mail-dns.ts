/** A DNS for mail programs out of a table. */
import type { DnsAnswer, MailDns } from "djblint/model/control/mail-dns";

export interface DnsTable {
  readonly mx: Readonly<Record<string, readonly (readonly [preference: number, host: string])[]>>;
  readonly a: Readonly<Record<string, string>>;
  readonly cname: Readonly<Record<string, string>>;
}

/** What is not in the table does not exist. */
export function dnsOf({ mx, a, cname }: DnsTable): MailDns {
  const canonical = (host: string) => {
    const name = host.toLowerCase().replace(/\.$/, "");
    return cname[name] ?? name;
  };
  const answer = <R>(records: readonly R[] | undefined): DnsAnswer<R> =>
    records ? { kind: "records", records } : { kind: "nothing" };
  return {
    mx: (host) => answer(mx[canonical(host)]?.map(([preference, name]) => ({ preference, host: name }))),
    a: (host) => answer(a[canonical(host)] === undefined ? undefined : [a[canonical(host)]]),
    cname: (host) => answer(cname[host.toLowerCase()] === undefined ? undefined : [cname[host.toLowerCase()]]),
  };
}
