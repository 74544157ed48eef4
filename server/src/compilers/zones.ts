/** Data of tinydns becomes `data.cdb`. */
import { defaultSerial } from "../compile/expand.js";
import { bytesSource } from "../compile/memory.js";
import { compileTinydns } from "../compile/tinydns-data.js";
import { compiledZones } from "../model/site/site-names.js";
import type { ZoneData } from "../model/tinydns/zone-data.js";
import { plural } from "../plural.js";
import type { Compiler } from "./compiler.js";

export const zoneCompiler: Compiler = {
  takes: ({ language }) => language.id === "tinydns",
  target: compiledZones,
  compile: (source, sink, changed) => {
    const { zones, dialect } = source.analysis as ZoneData;
    const { bytes } = source.whole.text;
    const serial = defaultSerial(changed);
    const result = compileTinydns(bytesSource(bytes), sink, { dialect, serial, size: bytes.length });
    if (result.kind === "refused") return undefined;
    const served = zones.all().filter((zone) => zone.isAuthoritySomewhere()).length;
    const counts = [plural(result.records, "record"), plural(served, "zone"), plural(result.bytes, "byte")];
    return { counts: [...counts, `serial ${serial}`] };
  },
};
