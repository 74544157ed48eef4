/** The model's view of names and referrals against the recorded answers of tinydns-get. */
import assert from "node:assert/strict";
import { EVERYWHERE } from "djblint/model/tinydns/location-code";
import { LookUp, Reach } from "djblint/model/tinydns/look-up";
import { ReferralSizes } from "djblint/model/tinydns/referral-size";
import { ZoneData } from "djblint/model/tinydns/zone-data";
import { SourceText } from "djblint-grammars/text";
import { readJsonLines } from "../support/files.js";

interface QueryVector {
  readonly id: string;
  readonly data_b64: string;
  readonly mtime: number;
  readonly type: string;
  readonly name: string;
  readonly client_ip: string | null;
  readonly now: number | null;
  readonly exit: number;
  readonly stdout: string;
}

/** Questions for addresses by clients without a location; a time of life and a location are no part of `Reach`. */
const vectors = readJsonLines<QueryVector>("fixtures/oracle/tinydns/query.jsonl").filter(
  ({ type, name, exit, client_ip, now }) =>
    type === "a" && /^[\w.-]+$/.test(name) && exit === 0 && client_ip === null && now === null,
);

function readData({ data_b64, mtime }: QueryVector): ZoneData {
  const text = new SourceText(Buffer.from(data_b64, "base64"));
  return new ZoneData(text, { dialect: "debian", now: mtime, watched: 0 });
}

function nameOf(data: ZoneData, text: string): number {
  for (let name = 0; name < data.names.count; name++) if (data.names.text(name) === text) return name;
  return -1;
}

/** What tinydns-get showed. */
function reachIn(stdout: string, name: string): Reach {
  if (!stdout.includes("authoritative")) return Reach.Unknown;
  if (stdout.includes("nxdomain")) return Reach.Nothing;
  const answers = stdout.split("\n").filter((line) => line.startsWith(`answer: ${name} `));
  if (answers.some((line) => line.includes(" CNAME "))) return Reach.Alias;
  return answers.some((line) => / A \d/.test(line)) ? Reach.Address : Reach.Other;
}

describe("look-up", () => {
  it("finds what tinydns finds", () => {
    let compared = 0;
    for (const vector of vectors) {
      const data = readData(vector);
      const { records } = data;
      if (records.kinds.location.some((code) => code !== EVERYWHERE) || records.faults.length > 0) continue;
      const name = nameOf(data, vector.name.toLowerCase());
      if (name < 0 || !vector.stdout.includes(" bytes, ")) continue;
      compared++;
      const reach = new LookUp(records, data.zones).reach(name);
      assert.equal(reach, reachIn(vector.stdout, vector.name.toLowerCase()), vector.id);
    }
    assert.ok(compared > 20, `${compared} names compared`);
  });

  it("knows how long a referral is", () => {
    let compared = 0;
    for (const vector of vectors) {
      const size = /^(\d+) bytes, 1\+0\+\d+\+\d+ records, response, noerror$/m.exec(vector.stdout)?.[1];
      const data = readData(vector);
      const zone = data.zones.at(nameOf(data, vector.name.toLowerCase()));
      if (size === undefined || zone === undefined) continue;
      compared++;
      assert.equal(new ReferralSizes(data.records, data.now).of(zone, EVERYWHERE), Number(size), vector.id);
    }
    assert.ok(compared > 2, `${compared} referrals compared`);
  });
});
