/** Lines as they stand in zone files (RFC 1035 section 5.1). One rule tells the cause; the others have nothing to add to what tinydns-data makes of them. */
import type { DataLine } from "djblint-grammars/tinydns/tree";
import type { Row } from "../../model/tinydns/records.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";

const TTL = String.raw`(?:\d+[smhdw]?\s+)?`;

/** With the class IN in front of the type, which is told by its data otherwise: an owner, maybe a ttl, the type. */
const RECORD = [
  new RegExp(String.raw`^[^\s:]*\s+${TTL}IN\s+${TTL}(A|AAAA|CAA|CNAME|HINFO|MX|NAPTR|NS|PTR|SOA|SRV|TXT)\s+\S`, "i"),
  new RegExp(
    String.raw`^[^\s:]*\s+${TTL}(?:(A)\s+\d+(?:\.\d+){3}|(AAAA)\s+[\da-f]*:|(MX|SRV)\s+\d+\s+\S|(CNAME|NS|PTR)\s+\S+\.\s*$|(TXT)\s+")`,
  ),
];

const DIRECTIVE = /^(\$(?:ORIGIN|TTL|INCLUDE|GENERATE))\s+\S/;

/** The record type, or the directive, that such a line holds. */
export function zoneFileLine(line: DataLine, data: ZoneData): string | undefined {
  const text = data.text.slice(line);
  const [, directive] = DIRECTIVE.exec(text) ?? [];
  if (directive !== undefined) return directive;
  for (const pattern of RECORD) {
    const found = pattern
      .exec(text)
      ?.slice(1)
      .find((type) => type !== undefined);
    if (found !== undefined) return found.toUpperCase();
  }
  return undefined;
}

/** Whether a record is one that tinydns-data made of such a line, whose blanks are in its name. */
export function isOfZoneFile(row: Row, data: ZoneData): boolean {
  return /\\0(40|11)/.test(data.records.ownerText(row)) && zoneFileLine(data.lineOf(row), data) !== undefined;
}
