/** What mail programs are told of the zones of a tree, against the database that tinydns would ask. */
import assert from "node:assert/strict";
import { CdbReader } from "djblint/compile/cdb";
import { TYPE } from "djblint/compile/expand";
import { compileInMemory } from "djblint/compile/tinydns-data";
import { DEFAULT_SETTINGS } from "djblint/config";
import { ZoneData } from "djblint/model/tinydns/zone-data";
import { Tree } from "djblint/model/tree";
import { AnswerEngine } from "djblint/simulate/answer";
import { newTrace } from "djblint/simulate/answer-trace";
import { type Packet, type PacketRecord, parsePacket } from "djblint/simulate/packet";
import { plainAnswer } from "djblint/simulate/plain-answer";
import { parseName } from "djblint/simulate/question";
import { DjbRandom } from "djblint/simulate/random";
import { SiteDns } from "djblint/simulate/site-dns";
import { NameBuffer, printName, readName } from "djblint/simulate/wire-name";
import { SourceText, type Span } from "djblint-grammars/text";
import fc from "fast-check";
import { dataFile, question } from "./random-data.js";
import { addressOf, SOME_TIME } from "./vectors.js";

const SEED = 20260101;

function zoneData(source: string): ZoneData {
  return new ZoneData(new SourceText(Buffer.from(source)), { dialect: "debian", now: SOME_TIME, watched: -1 });
}

function treeOf(data: ZoneData): Tree {
  const tree = new Tree();
  const parts = [{ path: "/data", text: data.text }];
  const locate = (span: Span) => ({ file: "/data", span });
  tree.addSource({
    language: { id: "tinydns" },
    parts,
    analysis: data,
    context: { settings: DEFAULT_SETTINGS },
    locate,
  });
  return tree;
}

/** What tinydns with the compiled file answers, when it answers with authority. */
function answered(source: string, name: string, type: number, client: number): Packet | undefined {
  const { result, cdb } = compileInMemory(Buffer.from(source), { dialect: "debian", serial: 1 });
  const wire = parseName(name);
  if (result.kind !== "compiled" || !wire) return undefined;
  const trace = newTrace();
  const options = { now: SOME_TIME, random: new DjbRandom(), trace };
  const reply = new AnswerEngine(new CdbReader(cdb), "debian").answer({ name: wire, type }, client, options);
  return reply && trace.authoritative ? parsePacket(reply) : undefined;
}

function nameIn({ bytes }: Packet, at: number): string {
  const name = new NameBuffer();
  readName(bytes, 0, bytes.length, at, name);
  const text = printName(name.bytes);
  return text === "." ? "" : text;
}

/** The answer as `MailDns` gives it, aliases followed one by one. */
function expected<R>(
  source: string,
  name: string,
  type: number,
  client: number,
  read: (packet: Packet, record: PacketRecord) => R,
) {
  let host = name;
  for (let aliases = 0; aliases < 16; aliases++) {
    const packet = answered(source, host, type, client);
    if (!packet) return { kind: "unknown" };
    const records = packet.answer.filter((record) => record.type === type);
    if (records.length > 0) return { kind: "records", records: records.map((record) => read(packet, record)) };
    const alias = packet.answer.find((record) => record.type === TYPE.CNAME);
    if (!alias) return { kind: "nothing" };
    host = nameIn(packet, alias.rdata.start);
  }
  return { kind: "nothing" };
}

const address = ({ bytes }: Packet, { rdata }: PacketRecord) => bytes.subarray(rdata.start, rdata.start + 4).join(".");
const exchanger = (packet: Packet, { rdata }: PacketRecord) => ({
  preference: packet.bytes[rdata.start] * 256 + packet.bytes[rdata.start + 1],
  host: nameIn(packet, rdata.start + 2),
});

describe("the DNS of a site", () => {
  it("answers as tinydns does, from the records as from the database", () => {
    const asked = { plain: 0, all: 0 };
    fc.assert(
      fc.property(dataFile, fc.array(question, { minLength: 5, maxLength: 20 }), (source, questions) => {
        const data = zoneData(source);
        for (const [, name, ip] of questions) {
          const client = addressOf(ip);
          const dns = SiteDns.of(treeOf(data)).askedBy(client);
          assert.deepEqual(dns.a(name), expected(source, name, TYPE.A, client, address), `a ${name}\n${source}`);
          assert.deepEqual(dns.mx(name), expected(source, name, TYPE.MX, client, exchanger), `mx ${name}\n${source}`);
          const alias = (packet: Packet, { rdata }: PacketRecord) => nameIn(packet, rdata.start);
          assert.deepEqual(
            dns.cname(name),
            expected(source, name, TYPE.CNAME, client, alias),
            `cname ${name}\n${source}`,
          );
          const wire = parseName(name);
          if (wire && plainAnswer(wire, data) !== undefined) asked.plain++;
          asked.all++;
        }
      }),
      { seed: SEED, numRuns: 150 },
    );
    assert.ok(asked.plain > 50 && asked.plain < asked.all, `${asked.plain} of ${asked.all} from the records alone`);
  });

  it("asks the database where clients, times, wildcards or chance decide", () => {
    const zone = ".example.org:192.0.2.1:a";
    const plain = (line: string, name = "www.example.org") =>
      plainAnswer(parseName(name)!, zoneData(`${zone}\n${line}\n`));
    assert.equal((plain("+www.example.org:192.0.2.2") as readonly number[]).length, 1);
    assert.deepEqual(plain(""), []);
    assert.equal(plain("", "www.example.net"), "refused");
    assert.equal(plain("&sub.example.org:192.0.2.3:a", "www.sub.example.org"), "refused");
    for (const line of [
      "+www.example.org:192.0.2.2:::in",
      "+www.example.org:192.0.2.2:0:4000000038af1379",
      "+*.example.org:192.0.2.2",
      ":www.example.org:1:\\001\\002\\003\\004",
      "+www.example.org:192.0.2.2\n?",
      "&example.org::b:::in",
    ]) {
      assert.equal(plain(line), undefined, line);
    }
  });
});
